import Crypto

/// Chance that follows from a seed.
struct Dice {
  private let random: SeededRandom

  init(seed: UInt64) {
    random = SeededRandom(seed: seed)
  }

  /// A number from 0 up to `limit`, which it never is.
  func below(_ limit: Int) -> Int {
    Int(random.word() % UInt64(limit))
  }

  /// One of several; there must be one.
  func pick<Element>(_ elements: [Element]) -> Element {
    elements[below(elements.count)]
  }

  func happens(_ percent: Int) -> Bool {
    below(100) < percent
  }

  /// So many digits.
  func digits(_ count: Int) -> String {
    String((0..<count).map { _ in Character("\(below(10))") })
  }
}
