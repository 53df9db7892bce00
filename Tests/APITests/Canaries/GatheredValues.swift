import Domain
import Testing
import Views
import Wire

/// Every value that one partner got in an exchange that names a record, with the keys that it stood
/// under; by record.
struct GatheredValues {
  private(set) var byRecord: [RecordID: [String: Set<String>]] = [:]
  private let ids: PartyIDs

  init(_ ids: PartyIDs) {
    self.ids = ids
  }

  /// What the partner said itself, such as the id of somebody else's record, it did not get.
  mutating func take(_ told: ToldBytes) {
    var leaves: [(key: String, value: String)] = []
    gather(told.json, under: "", &leaves)
    if !told.asked.isEmpty {
      let asked = String(decoding: told.asked, as: UTF8.self)
      leaves.removeAll { $0.value.utf8.count >= Self.partLength && asked.contains($0.value) }
    }
    let records = Set(leaves.compactMap { record($0.value) })
    guard !records.isEmpty else { return }
    for field in told.fields { leaves.append(("\(field.name)".lowercased(), field.value.text)) }
    for record in records {
      for leaf in leaves where !leaf.value.isEmpty {
        byRecord[record, default: [:]][leaf.value, default: []].insert(leaf.key)
      }
    }
  }

  private func record(_ text: String) -> RecordID? {
    if text.hasPrefix("con_") { return ids.record(text, .contact) }
    return text.hasPrefix("dep_") ? ids.record(text, .department) : nil
  }

  /// What stands in an array has the array's key; what stands below `custom` has that.
  private func gather(
    _ json: JSON, under key: String, _ leaves: inout [(key: String, value: String)]
  ) {
    switch json {
    case .object(let members):
      for member in members {
        leaves.append(("a name under \(key)", member.name))
        gather(member.value, under: key == "custom" ? key : member.name, &leaves)
      }
    case .array(let elements):
      for element in elements { gather(element, under: key, &leaves) }
    case .string(let text): leaves.append((key, text))
    case .integer(let number): leaves.append((key, String(number)))
    case .number(let number): leaves.append((key, "\(number)"))
    case .bool, .null: break
    }
  }
}

extension GatheredValues {
  /// Under which keys two partners may find the same value, and why it links nothing but what both
  /// see anyway.
  static let sharedKeys: [String: String] = {
    let reasons: [String: [String]] = [
      "a visible field": [
        "name", "code", "phones", "emails", "employment", "last_day", "position", "custom",
      ],
      "a word of the contract": [
        "kind", "contract", "type", "changed", "result", "state", "title", "detail", "effect",
        "class", "content-type", "cache-control", "x-content-type-options",
      ],
      "a time": ["time", "timestamp", "epoch", "webhook-timestamp", "date"],
      "a count of the endpoint's own": [
        "n", "replaces", "through", "count", "telling", "withdrawing", "content-length",
      ],
    ]
    var keys: [String: String] = [:]
    for (reason, names) in reasons { for name in names { keys[name] = reason } }
    return keys
  }()

  private static func mayBeShared(_ keys: Set<String>) -> Bool {
    keys.allSatisfy { $0.hasPrefix("a name under ") || sharedKeys[$0] != nil }
  }

  private static let partLength = 12

  /// What two partners could know a record by that both see: values, or long parts of values, that
  /// both got under other keys.
  func links(with other: GatheredValues) -> [String] {
    var links: [String] = []
    for (record, values) in byRecord {
      guard let others = other.byRecord[record] else { continue }
      for (value, keys) in values where others[value] != nil {
        let all = keys.union(others[value] ?? [])
        if !Self.mayBeShared(all) { links.append("\(value) under \(all.sorted())") }
      }
      let parts = Self.parts(of: values)
      for part in Self.parts(of: others).keys where parts[part] != nil {
        links.append("\(part) in \(parts[part] ?? "")")
      }
    }
    return links
  }

  /// Stretches of those values that are no shared ones.
  private static func parts(of values: [String: Set<String>]) -> [String: String] {
    var parts: [String: String] = [:]
    for (value, keys) in values where !mayBeShared(keys) {
      let text = Array(value.utf8)
      guard text.count >= partLength else { continue }
      for start in 0...(text.count - partLength) {
        parts[String(decoding: text[start..<(start + partLength)], as: UTF8.self)] = value
      }
    }
    return parts
  }

  /// How many records both got something about.
  func common(with other: GatheredValues) -> Int {
    byRecord.keys.count { other.byRecord[$0] != nil }
  }

  /// What becomes of it when one thing more had been told about each record.
  mutating func plant(_ value: (RecordID) -> String, under key: String) {
    for record in byRecord.keys { byRecord[record]?[value(record), default: []].insert(key) }
  }
}
