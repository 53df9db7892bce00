import Domain
import Gateway
import Storage
import Views
import Wire

/// Reads ids that a party had before it was re-keyed, while its copies still move to the new ones.
///
/// An id of an older set is put into the words of the present one before anything else looks at the
/// request: both have the same length and form. What names something in the present set is left
/// alone, and so is what names nothing in any.
struct OlderIDs {
  private let caller: Caller
  private let session: ReadSession
  private let head: Position

  init(_ caller: Caller, _ session: ReadSession) throws {
    self.caller = caller
    self.session = session
    head = try session.head(of: caller.enterprise).position
  }

  /// The request with every older id in its target and its body replaced.
  func replaced(in request: HTTPServerRequest) throws -> HTTPServerRequest {
    var result = request
    let query = try request.target.query.map { try replaced(in: $0) }
    result.target = try HTTPTarget(path: replaced(in: request.target.path), query: query)
    result.body = try replaced(in: request.body)
    return result
  }

  private func replaced(in text: String) throws -> String {
    String(decoding: try replaced(in: Array(text.utf8)), as: UTF8.self)
  }

  private func replaced(in bytes: [UInt8]) throws -> [UInt8] {
    var result = bytes
    var place = 0
    while let start = Self.firstID(in: bytes, from: place) {
      let end = start + Self.idLength
      place = end
      guard let text = String(validating: bytes[start..<end], as: UTF8.self),
        let present = try present(of: text)
      else { continue }
      result.replaceSubrange(start..<end, with: present.utf8)
    }
    return result
  }

  /// What the present set calls what an older one calls `text`; nil where the text is to stay.
  private func present(of text: String) throws -> String? {
    guard let kind = Self.kinds.first(where: { text.hasPrefix($0.idPrefix) }),
      try !exists(caller.ids.record(text, kind), kind), try isMoving
    else { return nil }
    for epoch in (0..<caller.ids.epoch).reversed() {
      let ids = try session.ids(of: caller.party, epoch: epoch, in: caller.enterprise)
      guard let record = ids.record(text, kind), try exists(record, kind) else { continue }
      return caller.ids.text(record, kind)
    }
    return nil
  }

  private func exists(_ record: RecordID?, _ kind: RecordKind) throws -> Bool {
    guard let record else { return false }
    if kind == .partner, record == caller.enterprise.record { return true }
    return try session.record(record, kind, at: head, in: caller.enterprise) != nil
  }

  /// Whether a copy of the party has not been moved to the present ids yet.
  private var isMoving: Bool {
    get throws {
      let start = try session.startOfIDs(of: caller.party, in: caller.enterprise)
      let endpoints = try session.endpoints(of: caller.party, in: caller.enterprise)
      return try session.conditions(of: endpoints, in: caller.enterprise).contains { condition in
        if case .disabled = condition.standing { return false }
        return condition.settled < start || condition.runs.count > 0
      }
    }
  }

  /// Those that change by re-keying.
  private static let kinds: [RecordKind] = [
    .partner, .chain, .group, .membership, .department, .contact, .link,
  ]

  private static let prefixLength = 4
  private static let idLength = 36

  /// Where the next text begins that has the form of an id.
  private static func firstID(in bytes: [UInt8], from start: Int) -> Int? {
    var place = start
    while place + idLength <= bytes.count {
      if bytes[place + prefixLength - 1] == UInt8(ascii: "_"),
        bytes[place..<place + prefixLength - 1].allSatisfy({ (0x61...0x7A).contains($0) }),
        bytes[place + prefixLength..<place + idLength].allSatisfy({ isDigit($0) })
      {
        return place
      }
      place += 1
    }
    return nil
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
  }
}
