/// One line of the table: what was measured, beside what limits it in the same run.
struct Figure {
  let name: String
  let figure: Double
  let unit: String
  let limitName: String
  /// Nil where the figure stands for itself.
  let limit: Double?
  let ratio: Double?
  /// As a person reads it; empty where nothing is promised.
  let target: String
  /// Nil where nothing is promised.
  let isMet: Bool?

  /// A rate beside a limit, of which it must reach a share.
  init(
    _ name: String, _ series: Series, unit: String, of limitName: String, atLeast share: Double?
  ) {
    self.name = name
    figure = series.figure
    self.unit = unit
    self.limitName = limitName
    limit = series.limit
    ratio = series.ratio
    target = share.map { "at least \(Text.number($0))" } ?? ""
    isMet = share.map { series.ratio >= $0 }
  }

  /// A time beside what it cannot be shorter than; the ratio tells how much of the time that takes.
  init(_ name: String, _ series: Series, unit: String, beside limitName: String) {
    self.name = name
    figure = series.figure
    self.unit = unit
    self.limitName = limitName
    limit = series.limit
    ratio = series.ratio > 0 ? 1 / series.ratio : 0
    target = ""
    isMet = nil
  }

  /// A rate that must reach a goal.
  init(_ name: String, _ figure: Double, unit: String, atLeast goal: Double, limitName: String) {
    self.name = name
    self.figure = figure
    self.unit = unit
    self.limitName = limitName
    limit = goal
    ratio = figure / goal
    target = "at least \(Text.number(goal)) \(unit)"
    isMet = figure >= goal
  }

  /// A quantity that must stay at or below a limit.
  init(_ name: String, _ figure: Double, unit: String, atMost limit: Double, limitName: String) {
    self.name = name
    self.figure = figure
    self.unit = unit
    self.limitName = limitName
    self.limit = limit
    ratio = figure / limit
    target = "at most \(Text.number(limit)) \(unit)"
    isMet = figure <= limit
  }
}

/// Figure and limit measured in turn.
struct Series {
  let figure: Double
  let limit: Double
  /// The median of the rounds' own ratios, which says more than the ratio of medians where the
  /// machine changes its speed between rounds.
  let ratio: Double

  init(_ rounds: [(figure: Double, limit: Double)]) {
    figure = Self.median(rounds.map(\.figure))
    limit = Self.median(rounds.map(\.limit))
    ratio = Self.median(rounds.map { $0.limit > 0 ? $0.figure / $0.limit : 0 })
  }

  /// Takes the two in turn.
  init(
    rounds: Int = Series.rounds, figure: () throws -> Double, limit: () throws -> Double
  ) rethrows {
    var pairs: [(figure: Double, limit: Double)] = []
    for _ in 0..<rounds { pairs.append((try figure(), try limit())) }
    self.init(pairs)
  }

  static let rounds = 3

  static func median(_ values: [Double]) -> Double {
    percentile(values, 0.5)
  }

  static func percentile(_ values: [Double], _ share: Double) -> Double {
    let sorted = values.sorted()
    guard let last = sorted.indices.last else { return 0 }
    return sorted[Int((Double(last) * share).rounded())]
  }
}
