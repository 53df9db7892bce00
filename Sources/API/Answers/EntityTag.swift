import Crypto
import Wire

/// A strong validator (RFC 9110 section 8.8.3): the start of the digest of a representation.
struct EntityTag: Hashable, Sendable {
  /// With its quotes.
  let text: String

  init(of representation: [UInt8]) {
    let words = SHA256.hash(representation).words
    text = Hex.encode(high: words.0, low: words.1, after: "\"", before: "\"")
  }

  var fieldValue: HTTPFieldValue { HTTPFieldValue(text) ?? "" }
}

/// The condition of an `If-Match` or `If-None-Match` field (RFC 9110 section 13.1).
enum EntityTagCondition: Hashable, Sendable {
  /// `*`: whatever is there.
  case any
  /// One of these; weak tags are kept as they stand and match nothing in `If-Match`.
  case list(Set<String>)

  /// Nil where the field is not there; throws where it is neither `*` nor a list of tags.
  init?(_ values: [String]) throws(Problem) {
    guard !values.isEmpty else { return nil }
    guard values != ["*"] else {
      self = .any
      return
    }
    var tags: Set<String> = []
    for value in values {
      guard let read = Self.tags(in: value) else { throw Self.malformed }
      tags.formUnion(read)
    }
    self = .list(tags)
  }

  /// The weak comparison that `If-None-Match` asks for (RFC 9110 section 13.1.2).
  func matchesWeakly(_ tag: EntityTag) -> Bool {
    switch self {
    case .any: true
    case .list(let tags): tags.contains(tag.text) || tags.contains("W/" + tag.text)
    }
  }

  private static let malformed = Problem(
    .malformedRequest,
    "If-Match and If-None-Match take * or the quoted ETag of an answer; send it unchanged")

  /// Nil unless the text is a list of at least one tag; commas may stand within a tag.
  private static func tags(in text: String) -> [String]? {
    var rest = text.utf8[...]
    var tags: [String] = []
    while true {
      let start = rest
      if rest.starts(with: "W/".utf8) { rest = rest.dropFirst(2) }
      guard rest.popFirst() == UInt8(ascii: "\"") else { return nil }
      guard let end = rest.firstIndex(of: UInt8(ascii: "\"")) else { return nil }
      guard rest[..<end].allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else { return nil }
      tags.append(String(decoding: start[..<rest.index(after: end)], as: UTF8.self))
      rest = rest[rest.index(after: end)...].drop { $0 == 0x20 || $0 == 0x09 }
      guard let comma = rest.popFirst() else { return tags }
      guard comma == UInt8(ascii: ",") else { return nil }
      rest = rest.drop { $0 == 0x20 || $0 == 0x09 }
    }
  }
}
