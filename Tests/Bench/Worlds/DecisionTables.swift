import BenchBaselines
import Domain
import Views

/// What one party's rules come to, finished and flat: a row of levels for whatever a contact may be
/// matched by, and the rows of each contact.
struct DecisionTables {
  private var allowed: [UInt8]
  private var left: [UInt8]
  private var rows: [Int32] = []
  private let contacts: Int

  /// A contact itself, two departments, and a position in each.
  private static let width = 5
  private static let lanes = 16

  init(of party: Party, in world: DecisionWorld) {
    allowed = Array(repeating: 0, count: Self.lanes)
    left = Array(repeating: .max, count: Self.lanes)
    contacts = world.contacts.count
    let rules = world.topology.rules(for: party)
    var named: [ContactID: Int32] = [:]
    var ofDepartment: [DepartmentID: Int32] = [:]
    var ofPosition: [Name: Int32] = [:]
    for contact in world.contacts {
      var places: [Int32] = []
      places.append(
        known(contact.id, in: &named) { rules.filter { $0.seen.contacts.contains(contact.id) } })
      for placement in contact.placements {
        let path = world.topology.ancestors(from: placement.department)
        places.append(
          known(placement.department, in: &ofDepartment) {
            rules.filter { rule in
              rule.seen.singleDepartments.contains(placement.department)
                || rule.seen.departments.contains { path.contains($0) }
            }
          })
        guard let position = placement.position else { continue }
        places.append(
          known(position, in: &ofPosition) { rules.filter { $0.seen.positions.contains(position) } }
        )
      }
      rows += places + Array(repeating: 0, count: Self.width - places.count)
    }
  }

  private mutating func known<Key>(
    _ key: Key, in index: inout [Key: Int32], _ rules: () -> [Rule]
  ) -> Int32 {
    if let row = index[key] { return row }
    let row = add(rules())
    index[key] = row
    return row
  }

  /// The row of some rules, the first where there are none.
  private mutating func add(_ rules: [Rule]) -> Int32 {
    guard !rules.isEmpty else { return 0 }
    let row = allowed.count
    allowed += Array(repeating: 0, count: Self.lanes)
    left += Array(repeating: .max, count: Self.lanes)
    for rule in rules {
      for (lane, level) in Self.levels(of: rule.fields) {
        if rule.effect == .allow {
          allowed[row + lane] = max(allowed[row + lane], level.rawValue)
        } else {
          left[row + lane] = min(left[row + lane], level.rawValue)
        }
      }
    }
    return Int32(row / Self.lanes)
  }

  private static func levels(of fields: FieldLevels) -> [(Int, FieldLevel)] {
    Field.allCases.enumerated().map { ($0, fields.level(of: $1)) }
      + FieldClass.allCases.enumerated().map { (8 + $0, fields.level(of: $1)) }
  }

  /// How many contacts show anything.
  func decide() -> Int {
    Int(unsafe baseline_decide(allowed, left, rows, Int32(Self.width), Int32(contacts)))
  }
}
