import Wire

/// What the demonstration found, for people and for machines.
struct DemoReport {
  let accounts: [DemoRound.Account]
  /// What should have arrived and did not, or did and should not have.
  let findings: [String]
  let records: [(member: String, count: Int)]

  var isGood: Bool { findings.isEmpty }

  var json: JSON {
    [
      "ok": .bool(isGood), "findings": .array(findings.map { .string($0) }),
      "steps": .array(accounts.map(Self.json)),
      "copies": .array(
        records.map { ["system": .string($0.member), "records": .integer(Int64($0.count))] }),
    ]
  }

  private static func json(_ account: DemoRound.Account) -> JSON {
    [
      "change": .string(account.title),
      "told": .array(
        account.told.map {
          [
            "system": .string($0.member), "event": .string($0.event),
            "count": .integer(Int64($0.count)),
            "after_ms": .number(milliseconds($0.after)),
          ]
        }),
      "not_told": .array(
        account.untold.map { ["party": .string($0.member), "why": .string($0.reason)] }),
      "duration_ms": .number(milliseconds(account.duration)),
    ]
  }

  /// The lines of one change.
  static func lines(_ number: Int, _ account: DemoRound.Account) -> [String] {
    var lines = ["", "\(number). \(account.title)"]
    for told in account.told {
      let count = told.count == 1 ? "" : "\(told.count) x "
      let time = number == 0 ? "" : " after \(milliseconds(told.after)) ms"
      lines.append("   told      \(told.member): \(count)\(told.event)\(time)")
    }
    for (member, reason) in account.untold {
      lines.append("   not told  \(member): \(reason)")
    }
    return lines + ["   settled in \(milliseconds(account.duration)) ms"]
  }

  var summary: [String] {
    let copies = records.map { "\($0.member) \($0.count)" }.joined(separator: ", ")
    guard !isGood else {
      return ["", "Every copy equals what its party may see (records: \(copies))."]
    }
    return ["", "Something is wrong:"] + findings.map { "  - \($0)" }
  }

  /// To a tenth of a millisecond.
  private static func milliseconds(_ duration: Duration) -> Double {
    Double(duration.wholeMicroseconds / 100) / 10
  }
}
