import CCrypto

/// The cryptographic random numbers of libcrypto, seeded by the system.
package struct SystemRandom: RandomSource {
  package init() {}

  package func bytes(_ count: Int) -> [UInt8] {
    precondition(count >= 0, "A number of random bytes is not negative.")
    var bytes = [UInt8](repeating: 0, count: count)
    var start = 0
    while start < count {
      // A length in C is an int here.
      let length = min(count - start, 1 << 24)
      let status = unsafe bytes.withUnsafeMutableBufferPointer { buffer in
        unsafe RAND_bytes(buffer.baseAddress.map { unsafe $0 + start }, Int32(length))
      }
      precondition(status == 1, "The system gives no random numbers, so no key or id can be made.")
      start += length
    }
    return bytes
  }

  package func word() -> UInt64 {
    var word: UInt64 = 0
    let status = unsafe withUnsafeMutableBytes(of: &word) { buffer in
      unsafe RAND_bytes(buffer.baseAddress?.assumingMemoryBound(to: UInt8.self), 8)
    }
    precondition(status == 1, "The system gives no random numbers, so no key or id can be made.")
    return word
  }
}
