import Wire

extension DemoReport {
  /// The lines of one day.
  static func lines(_ account: DemoRun.Account) -> [String] {
    account.step.isNotable ? notable(account) : ordinary(account)
  }

  private static func heading(_ step: DemoStep) -> String {
    step.day == 0 ? step.title : "March \(step.day): \(step.title)"
  }

  /// One line on who was told how much.
  private static func ordinary(_ account: DemoRun.Account) -> [String] {
    var counts: [(member: String, count: Int)] = []
    for told in account.told {
      if let last = counts.last, last.member == told.member {
        counts[counts.count - 1].count += told.count
      } else {
        counts.append((told.member, told.count))
      }
    }
    let text = counts.map { "\($0.member) \($0.count)" }.joined(separator: ", ")
    return ["", heading(account.step), "   told      \(text.isEmpty ? "nobody" : text)"]
  }

  private static func notable(_ account: DemoRun.Account) -> [String] {
    var lines = ["", heading(account.step)]
    for told in account.told {
      let count = told.count == 1 ? "" : "\(told.count) x "
      let time = account.step.day == 0 ? "" : " after \(milliseconds(told.after)) ms"
      lines.append("   told      \(told.member): \(count)\(told.event)\(time)")
    }
    var reasons: [(reason: String, members: [String])] = []
    for (member, reason) in account.untold {
      if let place = reasons.firstIndex(where: { $0.reason == reason }) {
        reasons[place].members.append(member)
      } else {
        reasons.append((reason, [member]))
      }
    }
    lines += reasons.map { "   not told  \($0.members.joined(separator: ", ")): \($0.reason)" }
    return lines
  }

  /// What is said at the end.
  func summary(silent: Int) -> [String] {
    table + ["", "\(silent) more partners have no system that receives; they can ask the API."]
      + events + [""] + verdict
  }

  private var table: [String] {
    let rows = findings.map { finding -> [String] in
      let ledger = ledgers[finding.member] ?? DemoRun.Ledger()
      return [
        finding.member, finding.state, "\(finding.records)", "\(ledger.told)",
        "\(ledger.withdrawn)", "\(ledger.facts)", finding.waiting.map(String.init) ?? "held",
        "March \(ledger.lastDay)",
      ]
    }
    return ["", "The month, system by system (told and withdrawn count events):"]
      + TextTable(
        heading: [
          "system", "state", "records", "told", "withdrawn", "facts", "waiting", "last heard",
        ], rows: rows
      ).lines
  }

  /// The most instructive events as they arrived.
  private var events: [String] {
    accounts.flatMap { account -> [String] in
      guard let wanted = account.step.shown, let event = account.shown else { return [] }
      let body = String(decoding: event.body.prettyBytes, as: UTF8.self)
        .split(separator: "\n").map { "   \($0)" }
      return ["", "\(wanted.type) as \(wanted.member) got it on March \(account.step.day)."]
        + [wanted.lesson] + body
    }
  }

  private var verdict: [String] {
    let times =
      "Bringing the enterprise in took \(Self.seconds(timings.loading)) s, the first copies"
      + " \(Self.seconds(timings.firstCopies)) s, the month \(Self.seconds(timings.month)) s."
    guard !isGood else { return ["Every copy equals what its party may see.", times] }
    let shown = problems.prefix(20).map { "  - \($0)" }
    let more = problems.count > 20 ? ["  and \(problems.count - 20) more"] : []
    return ["Something is wrong:"] + shown + more + [times]
  }
}
