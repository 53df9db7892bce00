import Crypto
import Wire

/// A strong validator (RFC 9110 section 8.8.3): the start of the digest of a representation.
struct EntityTag: Hashable, Sendable {
  /// With its quotes.
  let text: String

  init(of representation: [UInt8]) {
    let digest = SHA256.hash(representation).bytes.prefix(16)
    text = "\"" + Hex.encode(Array(digest)) + "\""
  }

  var fieldValue: HTTPFieldValue { HTTPFieldValue(text) ?? "" }
}

/// The condition of an `If-Match` or `If-None-Match` field.
enum EntityTagCondition: Hashable, Sendable {
  /// `*`: whatever is there.
  case any
  /// One of these; weak tags are kept as they stand and match nothing in `If-Match`.
  case list(Set<String>)

  /// Nil where the field is not there.
  init?(_ values: [String]) {
    guard !values.isEmpty else { return nil }
    let tags = values.flatMap { $0.split(separator: ",") }.map(Self.trimmed)
    self = tags.contains("*") ? .any : .list(Set(tags))
  }

  func matches(_ tag: EntityTag) -> Bool {
    switch self {
    case .any: true
    case .list(let tags): tags.contains(tag.text)
    }
  }

  /// The weak comparison that `If-None-Match` asks for (RFC 9110 section 13.1.2).
  func matchesWeakly(_ tag: EntityTag) -> Bool {
    switch self {
    case .any: true
    case .list(let tags): tags.contains(tag.text) || tags.contains("W/" + tag.text)
    }
  }

  private static func trimmed(_ text: Substring) -> String {
    let kept = text.drop { $0 == " " || $0 == "\t" }
    let end = kept.lastIndex { $0 != " " && $0 != "\t" }
    return end.map { String(kept[...$0]) } ?? ""
  }
}
