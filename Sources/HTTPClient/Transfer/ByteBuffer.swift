/// Bytes at an address that stays until the next change, for C to read; the memory is reused.
@safe struct ByteBuffer: ~Copyable {
  private var storage: UnsafeMutableRawBufferPointer
  private(set) var count = 0

  init(capacity: Int) {
    unsafe storage = .allocate(byteCount: max(capacity, 1), alignment: 1)
  }

  deinit {
    unsafe storage.deallocate()
  }

  /// Never nil, for nil means something else to libcurl.
  var start: UnsafePointer<CChar>? {
    unsafe UnsafePointer(storage.baseAddress?.assumingMemoryBound(to: CChar.self))
  }

  mutating func removeAll() {
    count = 0
  }

  /// Gives memory beyond the capacity back, so that one large body does not stay.
  mutating func removeAll(keepingAtMost capacity: Int) {
    count = 0
    guard unsafe storage.count > capacity else { return }
    unsafe storage.deallocate()
    unsafe storage = .allocate(byteCount: capacity, alignment: 1)
  }

  mutating func append(_ byte: UInt8) {
    reserve(1)
    unsafe storage[count] = byte
    count += 1
  }

  mutating func append(_ bytes: UnsafeRawBufferPointer) {
    reserve(bytes.count)
    unsafe UnsafeMutableRawBufferPointer(rebasing: storage[count...]).copyMemory(from: bytes)
    count += bytes.count
  }

  mutating func append(_ bytes: [UInt8]) {
    unsafe bytes.withUnsafeBytes { unsafe append($0) }
  }

  mutating func append(_ text: StaticString) {
    unsafe append(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  mutating func append(_ text: String) {
    let isContiguous: Void? = unsafe text.utf8.withContiguousStorageIfAvailable {
      unsafe append(UnsafeRawBufferPointer($0))
    }
    if isContiguous == nil { append(Array(text.utf8)) }
  }

  mutating func append(decimal number: Int) {
    if number >= 10 { append(decimal: number / 10) }
    append(UInt8(ascii: "0") + UInt8(number % 10))
  }

  private mutating func reserve(_ additional: Int) {
    guard unsafe count + additional > storage.count else { return }
    let larger = unsafe UnsafeMutableRawBufferPointer.allocate(
      byteCount: max(storage.count * 2, count + additional), alignment: 1)
    unsafe larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: storage[..<count]))
    unsafe storage.deallocate()
    unsafe storage = larger
  }
}
