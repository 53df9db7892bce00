import Wire

/// The people of the enterprise while the month goes by: who joins, moves and leaves.
struct DemoPeople {
  private let dice: Dice
  private let staffing: ExampleStaffing
  private var addresses = AddressBook(domain: "example.com")
  private var codes: [String]
  private var leaving: [String] = []
  private var nextNumber: Int
  private let visible: [String]
  private let all: [String]

  init(_ example: Example, keeping kept: Set<String>) {
    dice = Dice(seed: 2)
    staffing = ExampleStaffing(dice: dice, names: ExampleNames(dice: dice))
    codes = example.contacts.map(\.code).filter { !kept.contains($0) }
    nextNumber = example.contacts.count + 1
    all = example.departments.map(\.code)
    visible = all.filter { $0.hasPrefix("sales-") || $0.hasPrefix("service-") }
  }

  /// Somebody who begins in a department.
  mutating func joiner(in department: String) -> Example.Contact {
    defer { nextNumber += 1 }
    let code = ExampleStaffing.code(nextNumber)
    codes.append(code)
    return staffing.contact(
      code, [Example.Placement(department: department, position: "新员工 New joiner")], &addresses)
  }

  /// The changes of an ordinary day and what is said of them; who resigned is removed a while later.
  mutating func ordinaryDay() -> (title: String, changes: [DemoStep.Change]) {
    let joins = 3 + dice.below(6)
    let moves = 2 + dice.below(4)
    let resigns = 1 + dice.below(3)
    var changes: [DemoStep.Change] = []
    for _ in 0..<joins { changes.append(.adding(joiner(in: place()))) }
    for _ in 0..<moves {
      changes.append(.moving(dice.pick(codes), to: place(), as: "新岗位 New position"))
    }
    let gone = leaving
    changes += gone.map { .removing($0) }
    leaving = []
    for _ in 0..<resigns {
      let code = codes.remove(at: dice.below(codes.count))
      leaving.append(code)
      changes.append(.changing(.contact, code, ["employment": "resigned"]))
    }
    let title =
      "an ordinary day: \(joins) join, \(moves) move, \(resigns) resign"
      + (gone.isEmpty ? "" : ", \(gone.count) who resigned go")
    return (title, changes)
  }

  private func place() -> String {
    dice.pick(dice.happens(60) ? visible : all)
  }
}
