import Wire

/// What the demonstration found, for people and for machines.
struct DemoReport {
  let accounts: [DemoRun.Account]
  let findings: [DemoAudit.Finding]
  let ledgers: [String: DemoRun.Ledger]
  let timings: Timings

  struct Timings {
    var loading: Duration = .zero
    var firstCopies: Duration = .zero
    var month: Duration = .zero
  }

  /// What should have arrived and did not, or did and should not have.
  var problems: [String] { findings.flatMap(\.problems) }
  var isGood: Bool { problems.isEmpty }

  /// To a tenth of a millisecond.
  static func milliseconds(_ duration: Duration) -> Double {
    Double(duration.wholeMicroseconds / 100) / 10
  }

  /// To a tenth of a second.
  static func seconds(_ duration: Duration) -> Double {
    Double(duration.wholeMicroseconds / 100_000) / 10
  }
}

// MARK: For machines

extension DemoReport {
  var json: JSON {
    [
      "ok": .bool(isGood), "findings": .array(problems.map { .string($0) }),
      "steps": .array(accounts.map(Self.json)),
      "systems": .array(findings.map(system)),
      "timings": [
        "loading_s": .number(Self.seconds(timings.loading)),
        "first_copies_s": .number(Self.seconds(timings.firstCopies)),
        "month_s": .number(Self.seconds(timings.month)),
      ],
    ]
  }

  private func system(_ finding: DemoAudit.Finding) -> JSON {
    let ledger = ledgers[finding.member] ?? DemoRun.Ledger()
    return [
      "system": .string(finding.member), "state": .string(finding.state),
      "records": .integer(Int64(finding.records)), "told": .integer(Int64(ledger.told)),
      "withdrawn": .integer(Int64(ledger.withdrawn)), "facts": .integer(Int64(ledger.facts)),
      "waiting": finding.waiting.map { .integer(Int64($0)) } ?? .null,
      "last_heard_day": .integer(Int64(ledger.lastDay)),
    ]
  }

  private static func json(_ account: DemoRun.Account) -> JSON {
    var json: JSONObject = [
      "day": .integer(Int64(account.step.day)), "change": .string(account.step.title),
      "told": .array(
        account.told.map {
          [
            "system": .string($0.member), "event": .string($0.event),
            "count": .integer(Int64($0.count)), "after_ms": .number(milliseconds($0.after)),
          ]
        }),
      "not_told": .array(
        account.untold.map { ["party": .string($0.member), "why": .string($0.reason)] }),
      "duration_ms": .number(milliseconds(account.duration)),
    ]
    if let shown = account.shown { json["shown"] = shown.body }
    return .object(json)
  }
}
