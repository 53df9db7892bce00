import Synchronization

/// A stream that depends on its seed alone, for tests and simulation; never for keys.
///
/// The stream is xoshiro256** by Blackman and Vigna, its state filled from the seed by SplitMix64. One
/// instance may be shared; what each thread gets then depends on who asks first.
package final class SeededRandom: RandomSource {
  private let state: Mutex<Xoshiro256>

  package init(seed: UInt64) {
    state = Mutex(Xoshiro256(seed: seed))
  }

  package func word() -> UInt64 { state.withLock { $0.next() } }

  package func bytes(_ count: Int) -> [UInt8] {
    precondition(count >= 0, "A number of random bytes is not negative.")
    return state.withLock { generator in
      var bytes: [UInt8] = []
      bytes.reserveCapacity(count + 8)
      while bytes.count < count { generator.next().appendBigEndian(to: &bytes) }
      bytes.removeLast(bytes.count - count)
      return bytes
    }
  }
}

private struct Xoshiro256 {
  private var state: (UInt64, UInt64, UInt64, UInt64)

  init(seed: UInt64) {
    var counter = seed
    func mixed() -> UInt64 {
      counter &+= 0x9e37_79b9_7f4a_7c15
      var word = counter
      word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
      word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
      return word ^ (word >> 31)
    }
    state = (mixed(), mixed(), mixed(), mixed())
  }

  mutating func next() -> UInt64 {
    let result = rotated(state.1 &* 5, by: 7) &* 9
    let shifted = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = rotated(state.3, by: 45)
    return result
  }

  private func rotated(_ word: UInt64, by count: UInt64) -> UInt64 {
    word << count | word >> (64 - count)
  }
}
