import Domain

/// One level for every field and every class of custom fields, in one machine word of sixteen lanes:
/// rules are joined for every record that is sent.
struct LevelTable: Hashable, Sendable {
  /// The raw value of each level: fields from lane 0, classes from lane 8; unused lanes are hidden.
  private var lanes: SIMD16<UInt8>

  static let hidden = LevelTable { _ in
    .hidden
  } ofClass: { _ in
    .hidden
  }
  static let full = LevelTable { _ in
    .clear
  } ofClass: { _ in
    .clear
  }

  init(_ levels: FieldLevels) {
    self.init {
      levels.level(of: $0)
    } ofClass: {
      levels.level(of: $0)
    }
  }

  private init(
    ofField: (Field) -> FieldLevel, ofClass: (FieldClass) -> FieldLevel
  ) {
    lanes = SIMD16()
    for field in Field.allCases { lanes[Self.lane(of: field)] = ofField(field).rawValue }
    for fieldClass in FieldClass.allCases {
      lanes[Self.lane(of: fieldClass)] = ofClass(fieldClass).rawValue
    }
  }

  subscript(field: Field) -> FieldLevel { level(in: Self.lane(of: field)) }

  subscript(fieldClass: FieldClass) -> FieldLevel { level(in: Self.lane(of: fieldClass)) }

  var showsAnything: Bool { lanes.max() > FieldLevel.hidden.rawValue }

  /// Lane by lane the more of two levels.
  mutating func raise(to other: LevelTable) {
    lanes = pointwiseMax(lanes, other.lanes)
  }

  /// Lane by lane the less of two levels.
  mutating func cut(to other: LevelTable) {
    lanes = pointwiseMin(lanes, other.lanes)
  }

  /// Whether no lane of another table is above its own here.
  func covers(_ other: LevelTable) -> Bool { pointwiseMin(lanes, other.lanes) == other.lanes }

  func meeting(_ other: LevelTable) -> LevelTable {
    var result = self
    result.cut(to: other)
    return result
  }

  private func level(in lane: Int) -> FieldLevel {
    FieldLevel(rawValue: lanes[lane]) ?? .hidden
  }

  // Raw values count from 1.
  private static func lane(of field: Field) -> Int { Int(field.rawValue) - 1 }

  private static func lane(of fieldClass: FieldClass) -> Int { Int(fieldClass.rawValue) + 7 }
}

/// What some rules give together: per field the most that any allow shows, cut to the least that any
/// deny leaves.
///
/// Rules, and sums of rules, may be joined in any order and more than once.
struct RuleSum: Sendable {
  private var given = LevelTable.hidden
  private var left = LevelTable.full
  private var hasAllow = false

  init() {}

  mutating func add(_ rule: Rule) {
    switch rule.effect {
    case .allow:
      given.raise(to: LevelTable(rule.fields))
      hasAllow = true
    case .deny: left.cut(to: LevelTable(rule.fields))
    }
  }

  mutating func add(_ other: RuleSum) {
    given.raise(to: other.given)
    left.cut(to: other.left)
    hasAllow = hasAllow || other.hasAllow
  }

  /// Nil where no rule allows anything.
  var visibility: Visibility? {
    guard hasAllow else { return nil }
    var levels = given
    levels.cut(to: left)
    return Visibility(levels)
  }
}
