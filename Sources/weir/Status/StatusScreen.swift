import Wire

/// What `weir status` knows at one moment, as lines for a person and as JSON.
struct StatusScreen {
  let url: String
  let isHealthy: Bool
  let isReady: Bool
  /// What the API says; nil where it was not asked.
  var status: JSON?
  /// Every endpoint, where all were asked for.
  var all: [JSON]?

  var json: JSON {
    var object: JSONObject = [
      "url": .string(url), "healthy": .bool(isHealthy), "ready": .bool(isReady),
    ]
    if let status { object["status"] = status }
    if let all { object["endpoints"] = .array(all) }
    return .object(object)
  }

  var lines: [String] {
    var fields = [("url", url), ("healthy", Self.word(isHealthy)), ("ready", Self.word(isReady))]
    guard let status else { return FieldList(fields).lines }
    fields = [("gateway", "\(url), \(isReady ? "ready" : "not ready")")]
    fields.append(("party", party(status["party"])))
    if let partners = status["partners"] {
      fields.append(("partners", Self.counts(partners["total"], of: partners, Self.states)))
    }
    if let endpoints = status["endpoints"] { fields.append(("endpoints", counts(endpoints))) }
    if let journal = status["journal"] { fields += self.journal(journal, status) }
    if let store = status["store"], !store.isNull { fields.append(("store", Self.store(store))) }
    return FieldList(fields).lines + endpointLines(status)
  }

  private static func word(_ flag: Bool) -> String { flag ? "yes" : "no" }

  // MARK: Figures

  private func party(_ party: JSON?) -> String {
    let name = party?["name"]?.string ?? ""
    return party?["state"]?.string.map { "\(name), \($0)" } ?? name
  }

  private static let states = ["active", "pending", "suspended", "terminated"]

  /// As `3: 2 active, 1 suspended`.
  private static func counts(_ total: JSON?, of counts: JSON, _ names: [String]) -> String {
    let parts = names.compactMap { name in
      counts[name]?.integer.flatMap { $0 > 0 ? "\($0) \(name)" : nil }
    }
    let total = "\(total?.integer ?? 0)"
    return parts.isEmpty ? total : total + ": " + parts.joined(separator: ", ")
  }

  private func counts(_ endpoints: JSON) -> String {
    let states = endpoints["states"] ?? .null
    let names = (states.object?.names ?? []).reversed()
    var text = Self.counts(endpoints["total"], of: states, Array(names))
    if let behind = endpoints["behind"]?.integer, behind > 0 { text += "; \(behind) behind" }
    let waiting = endpoints["records_waiting"]?.integer ?? 0
    if waiting > 0 { text += "; " + (waiting == 1 ? "1 record waits" : "\(waiting) records wait") }
    return text
  }

  private func journal(_ journal: JSON, _ status: JSON) -> [(String, String)] {
    let position = "position \(journal["position"]?.integer ?? 0)"
    let age = Self.age(from: journal["time"], to: status["time"]).map {
      ", last entry \(QuantityText.duration(seconds: $0)) ago"
    }
    return [("journal", position + (age ?? "")), ("head", journal["head"]?.string ?? "")]
  }

  private static func store(_ store: JSON) -> String {
    let file = QuantityText.bytes(store["bytes"]?.integer ?? 0)
    let log = QuantityText.bytes(store["log_bytes"]?.integer ?? 0)
    return "\(file), and \(log) of log beside it"
  }

  private static func age(from time: JSON?, to now: JSON?) -> Int64? {
    guard let time = time?.string.flatMap({ Timestamp(rfc3339: $0) }),
      let now = now?.string.flatMap({ Timestamp(rfc3339: $0) })
    else { return nil }
    return now.wholeSeconds - time.wholeSeconds
  }

  // MARK: Endpoints

  private func endpointLines(_ status: JSON) -> [String] {
    let shown = all ?? status["endpoints"]?["worst"]?.array ?? []
    guard !shown.isEmpty else { return [] }
    let table = TextTable(
      heading: ["endpoint", "state", "behind", "oldest", "due", "runs", "waiting", "next try"],
      rows: shown.map { row($0, status["time"]) })
    let notes = shown.flatMap(note) + shown.compactMap(scope)
    return [""] + table.lines + (notes.isEmpty ? [] : [""] + notes)
  }

  private func row(_ endpoint: JSON, _ now: JSON?) -> [String] {
    let lag = endpoint["lag"] ?? .null
    let next = Self.age(from: now, to: endpoint["next_try"]).map {
      $0 > 0 ? "in " + QuantityText.duration(seconds: $0) : "now"
    }
    return [
      endpoint["name"]?.string ?? "", endpoint["state"]?.string ?? "",
      Self.number(lag["entries"]),
      lag["age_seconds"]?.integer.map { QuantityText.duration(seconds: $0) } ?? "",
      Self.number(lag["records"]), Self.number(lag["runs"]),
      Self.number(endpoint["records_waiting"]), next ?? "",
    ]
  }

  /// Nothing is said where there is nothing.
  private static func number(_ value: JSON?) -> String {
    value?.integer.flatMap { $0 > 0 ? "\($0)" : nil } ?? ""
  }

  /// What an endpoint is told less than its party sees.
  private func scope(_ endpoint: JSON) -> String? {
    guard let scope = endpoint["scope"]?.object else { return nil }
    let parts = scope.map { member in
      let texts = (member.value.array ?? []).compactMap(\.string)
      return "\(member.name) \(texts.joined(separator: ", "))"
    }
    return "\(endpoint["name"]?.string ?? ""): told only \(parts.joined(separator: "; "))"
  }

  private func note(_ endpoint: JSON) -> [String] {
    guard let reason = endpoint["reason"]?.string else { return [] }
    let name = endpoint["name"]?.string ?? ""
    let text = TextTable.cut(TextTable.cell(reason), to: 240)
    let step = endpoint["next_step"]?.string.map { ["  next step: \($0)"] } ?? []
    return ["\(name): \(text)"] + step
  }
}
