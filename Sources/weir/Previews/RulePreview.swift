import Wire

/// What a change of rules would do to views, in lines for a person.
struct RulePreview {
  private let answer: JSON

  static let option = CommandOption(
    "preview", .flag, "change nothing: show what would appear at and disappear from whom")

  init(_ answer: JSON) {
    self.answer = answer
  }

  static func query(_ told: Invocation) -> [QueryItem] {
    told.has(option.name) ? [QueryItem("preview", "true")] : []
  }

  var lines: [String] {
    let directions = Direction.all.map { direction in
      let records = count(answer["records"]?[direction.member])
      let parties = answer["parties"]?[direction.member]?.integer
      let where_ = parties.map { " for \(Self.quantity($0, "party", "parties"))" } ?? ""
      return "\(direction.verb): \(Self.quantity(records, "record", "records"))"
        + (records == 0 ? "" : where_)
    }
    return ["Nothing is changed. It would come to this:", ""] + directions + [""] + table + end
  }

  private var end: [String] {
    guard answer["needs_approval"]?.bool == true else { return [] }
    let withdrawn = answer["withdrawals"]?["count"]?.integer.map { " \($0) withdrawals" }
    let limit = answer["withdrawals"]?["limit"]?.integer.map { ", \($0) pass without a person" }
    return [
      "",
      "It would be put aside until somebody allows it:\(withdrawn ?? " too much is withdrawn")"
        + "\(limit ?? "").",
    ]
  }

  private var table: [String] {
    let parties = answer["by_party"]?.array ?? []
    guard !parties.isEmpty else { return ["No party that can be named sees a difference."] }
    let rows = parties.map { party in
      [party["code"]?.string ?? party["party"]?.string ?? ""]
        + Direction.all.map { "\(count(party["records"]?[$0.member]))" } + [sample(of: party)]
    }
    var lines = TextTable(
      heading: ["PARTY"] + Direction.all.map { $0.member.uppercased() } + ["FOR EXAMPLE"],
      rows: rows
    ).lines
    if let more = answer["more_parties"]?.integer, more > 0 {
      lines.append("... and \(Self.quantity(more, "further party", "further parties"))")
    }
    return lines
  }

  private func sample(of party: JSON) -> String {
    Direction.all.flatMap { direction in
      (party["sample"]?[direction.member]?.array ?? []).prefix(1).map { record in
        direction.sign + (record["name"]?.string ?? record["id"]?.string ?? "")
      }
    }.joined(separator: ", ")
  }

  private func count(_ counts: JSON?) -> Int64 {
    (counts?["contacts"]?.integer ?? 0) + (counts?["departments"]?.integer ?? 0)
  }

  private static func quantity(_ count: Int64, _ one: String, _ many: String) -> String {
    "\(count) \(count == 1 ? one : many)"
  }

  private struct Direction {
    let member: String
    let verb: String
    let sign: String

    static let all = [
      Direction(member: "appear", verb: "appear", sign: "+"),
      Direction(member: "disappear", verb: "disappear", sign: "-"),
      Direction(member: "change", verb: "are seen otherwise", sign: "~"),
    ]
  }
}

extension ClientSession {
  /// Shows what a write of a rule came to: done, counted only, or put aside.
  func show(rule answer: APIAnswer, _ done: String) {
    guard !told.wantsJSON else { return show(answer) }
    if answer.json["preview"]?.bool == true {
      return console.say(RulePreview(answer.json).lines)
    }
    guard answer.status == 202, let id = answer.json["id"]?.string else {
      return answer.body.isEmpty ? console.say(done) : show(answer, done)
    }
    let withdrawals = answer.json["withdrawals"]
    let count = withdrawals?["count"]?.integer ?? answer.json["records"]?.integer ?? 0
    let parties = withdrawals?["parties"]?.integer.map { " from \($0) parties" } ?? ""
    console.say([
      "Put aside, for it would withdraw \(count) records\(parties), which is more than may go"
        + " without a person.", "Nothing has changed.", "",
      "Look:  weir staged show \(id)", "Allow: weir staged allow \(id)",
      "Drop:  weir staged reject \(id)",
    ])
  }
}
