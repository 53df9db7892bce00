import Wire

/// What the network and the far side make of one request whose first byte has left.
struct Fate {
  /// When it arrives, once or more often, counted from the first byte.
  var arrivals: [Duration] = []
  /// Whether the far side takes it in; otherwise it turns it away at the door.
  var isTaken = true
  /// When its sender is answered.
  var answerAfter: Duration
  /// Nil for no answer: the time limit is over.
  var status: Int?
  var retryAfterSeconds: Int?

  static let timeLimit = Duration.seconds(20)

  /// All goes well.
  static func good(arrival: Duration, answer: Duration) -> Fate {
    Fate(arrivals: [arrival], answerAfter: arrival + answer, status: 200)
  }

  /// Applied, and nobody is told.
  static func answerLost(arrival: Duration) -> Fate {
    Fate(arrivals: [arrival], answerAfter: timeLimit, status: nil)
  }

  static var requestLost: Fate { Fate(answerAfter: timeLimit, status: nil) }

  /// Turned away with a status.
  static func refused(_ status: Int, retryAfterSeconds: Int? = nil) -> Fate {
    Fate(
      isTaken: false, answerAfter: .milliseconds(30), status: status,
      retryAfterSeconds: retryAfterSeconds)
  }

  /// Any of these and more, by chance.
  static func any(_ chance: inout Chance) -> Fate {
    let arrival = chance.milliseconds(1...100)
    let answer = chance.milliseconds(1...100)
    switch chance.percent() {
    case 0..<62: return good(arrival: arrival, answer: answer)
    case 62..<67: return requestLost
    case 67..<76: return answerLost(arrival: arrival)
    case 76..<83:
      let late = timeLimit + chance.milliseconds(0...120_000)
      return Fate(arrivals: [late], answerAfter: timeLimit, status: nil)
    case 83..<87:
      var twice = good(arrival: arrival, answer: answer)
      twice.arrivals.append(chance.milliseconds(200...60_000))
      return twice
    case 87..<91: return refused(chance.pick([500, 502, 503]))
    case 91..<93:
      var applied = good(arrival: arrival, answer: answer)
      applied.status = 500
      return applied
    case 93..<96: return refused(429, retryAfterSeconds: chance.number(0...8))
    case 96..<99: return refused(chance.pick([400, 409, 422]))
    default: return refused(chance.percent() < 15 ? 410 : 404)
    }
  }
}

/// Draws from one seed.
struct Chance {
  private var generator: Generator

  init(seed: UInt64) {
    generator = Generator(state: seed)
  }

  mutating func number(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(generator.next() % UInt64(range.count))
  }

  mutating func percent() -> Int { number(0...99) }
  mutating func milliseconds(_ range: ClosedRange<Int>) -> Duration {
    .milliseconds(number(range))
  }

  mutating func pick<Element>(_ list: [Element]) -> Element {
    list[number(0...list.count - 1)]
  }

  mutating func pick<Element>(from list: [Element]) -> Element? {
    list.isEmpty ? nil : pick(list)
  }

  /// SplitMix64.
  private struct Generator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9e37_79b9_7f4a_7c15
      var word = state
      word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
      word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
      return word ^ (word >> 31)
    }
  }
}
