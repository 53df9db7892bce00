import Wire

/// Why an endpoint got a change, or did not, in lines for a person; made of the answer of the API
/// alone.
struct ChangeText {
  private let answer: JSON
  private let endpoint: String
  private let record: String

  init(_ answer: JSON, endpoint: String, record: String) {
    self.answer = answer
    self.endpoint = endpoint
    self.record = record
  }

  var lines: [String] {
    [entry, difference] + [since, outcome, waiting, told].compactMap { $0 }
  }

  private var entry: String {
    let position = answer["position"]?.integer ?? 0
    let what =
      switch answer["cause"]?.string {
      case "record": "It changed \(record)."
      case "structure": "It changed what \(endpoint) may see, not \(record) itself."
      case "before_endpoint": "\(endpoint) was made later: its first telling has what there was."
      default: "It concerns neither \(record) nor what \(endpoint) may see."
      }
    return
      "Entry \(position) of \(answer["time"]?.string ?? ""), \(answer["command"]?.string ?? "")."
      + " \(what)"
  }

  private var difference: String {
    switch answer["difference"]?["what"]?.string {
    case "appeared": return "By it \(record) came into the view of \(endpoint)."
    case "disappeared": return "By it \(record) left the view of \(endpoint)."
    case "changed": return "In the view of \(endpoint) it changed \(members(answer["difference"]))."
    case "none": return "In the view of \(endpoint) nothing of it shows: there is nothing to tell."
    default:
      return "\(record) was not in the view of \(endpoint), before it or after it: there is nothing"
        + " to tell."
    }
  }

  private var since: String? {
    switch answer["since"]?["what"]?.string {
    case "appeared": "Since then it has come into the view: that is told in its place."
    case "disappeared": "Since then it has left the view: that is told in its place."
    case "changed":
      "Since then \(members(answer["since"])) changed again: that is told in its place."
    default: nil
    }
  }

  private var outcome: String? {
    switch answer["outcome"]?.string {
    case "settled": "The endpoint has acknowledged it, or a later state."
    case "due":
      "It is sent when its turn comes; the endpoint is \(answer["standing"]?.string ?? "")."
    case "held": "Nothing is sent for now: the endpoint is \(answer["standing"]?.string ?? "")."
    default: nil
    }
  }

  private var waiting: String? {
    guard let waiting = answer["waiting"], !waiting.isNull else { return nil }
    return "The last of \(waiting["attempts"]?.integer ?? 0) tries failed:"
      + " \(TextTable.cell(waiting["reason"]?.string ?? "")); the next is at"
      + " \(waiting["next_try"]?.string ?? "")."
  }

  private var told: String? {
    guard let told = answer["told"], !told.isNull else {
      return "The endpoint was never told the record."
    }
    let since = "The endpoint was first told the record at \(told["since"]?.string ?? "")"
    guard let end = told["withdrawn_at"]?.string else { return since + "." }
    return since + ", and acknowledged its removal at \(end)."
  }

  private func members(_ difference: JSON?) -> String {
    (difference?["members"]?.array ?? []).compactMap(\.string).joined(separator: ", ")
  }
}
