/// Texts that are nearly right: samples with bytes changed, cut, doubled and put together.
struct Mutations: Sequence {
  let samples: [String]
  let seed: UInt64
  let count: Int

  func makeIterator() -> Iterator {
    Iterator(
      samples: samples.map { Array($0.utf8) }, generator: SeededGenerator(seed: seed), left: count)
  }

  struct Iterator: IteratorProtocol {
    let samples: [[UInt8]]
    var generator: SeededGenerator
    var left: Int

    /// Bytes on which parsers turn.
    private static let turning =
      Array("\"\\{}[],:%&=?#/@+-.eE0129 \t\r\n\0;*'~".utf8) + [
        0x7F, 0x80, 0xBF, 0xC0, 0xC3, 0xE0, 0xED, 0xF0, 0xF4, 0xFF,
      ]

    mutating func next() -> [UInt8]? {
      guard left > 0, var bytes = samples.randomElement(using: &generator) else { return nil }
      left -= 1
      for _ in 0...Int.random(in: 0...4, using: &generator) { change(&bytes) }
      return bytes
    }

    private mutating func change(_ bytes: inout [UInt8]) {
      let place = Int.random(in: 0...bytes.count, using: &generator)
      switch Int.random(in: 0...6, using: &generator) {
      case 0: bytes.insert(Self.turning.randomElement(using: &generator) ?? 0, at: place)
      case 1: bytes.insert(.random(in: 0...255, using: &generator), at: place)
      case 2: bytes.removeLast(bytes.count - place)
      case 3: bytes.removeFirst(place)
      case 4: bytes.insert(contentsOf: bytes[place...].prefix(8), at: place)
      case 5: bytes += (samples.randomElement(using: &generator) ?? []).prefix(24)
      default:
        guard place < bytes.count else { return }
        bytes[place] = Self.turning.randomElement(using: &generator) ?? 0
      }
    }
  }
}
