import Domain
import Gateway
import Storage
import Views
import Wire

enum TranslationOperations {
  /// Answers, for ids as one party knows them, how another party knows the same records.
  ///
  /// A key of the enterprise may name any partner on either side; a partner's key names itself.
  /// What the caller and both sides do not all see is answered as what never was.
  static func translate(_ context: WriteContext) throws -> Reply {
    var members = try context.members()
    let from = members.required("from", .side(context))
    let to = members.required("to", .side(context))
    let texts = members.required("ids", .translatable)
    members.end()
    try context.problems.requireNone()
    guard let from, let to, let texts else { throw context.problems.problem }
    let viewers = [context.caller.viewer, try context.viewer(from), try context.viewer(to)]
    let known = try viewers[1].ids.records(texts).map { named in
      try named.flatMap { try context.shared($0, with: viewers) }
    }
    return answer(viewers[2].ids.texts(known))
  }

  /// One outcome for each id, in the order asked; unknown ones do not differ by a byte.
  private static func answer(_ texts: [String?]) -> Reply {
    var bytes = Array(#"{"results":["#.utf8)
    bytes.reserveCapacity(texts.count * 80)
    for (position, text) in texts.enumerated() {
      if position > 0 { bytes.append(UInt8(ascii: ",")) }
      if let text {
        // An id has no character that JSON would have to escape.
        bytes += #"{"outcome":"translated","id":""#.utf8
        bytes += text.utf8
        bytes += #""}"#.utf8
      } else {
        bytes += #"{"outcome":"unknown"}"#.utf8
      }
    }
    bytes += "]}".utf8
    return Reply(.ok, body: bytes)
  }
}

extension WriteContext {
  fileprivate func viewer(_ party: Party) throws -> Viewer {
    let session = reader.session
    let partner = party.partner
    let state = partner.flatMap {
      session.enterprise(caller.enterprise)?.topology.partners[$0]?.state
    }
    return Viewer(
      enterprise: caller.enterprise, ids: try session.ids(of: party, in: caller.enterprise),
      isPending: partner != nil && state != .active)
  }

  /// The record that an id names, where all of them see it.
  fileprivate func shared(
    _ named: IdentifiedRecord, with viewers: [Viewer]
  ) throws -> IdentifiedRecord? {
    let session = reader.session
    let isEnterprise = named.kind == .partner && named.record == caller.enterprise.record
    let kind = isEnterprise ? .enterprise : named.kind
    let head = try session.head(of: caller.enterprise).position
    guard let record = try session.record(named.record, kind, at: head, in: caller.enterprise)
    else { return nil }
    for (position, viewer) in viewers.enumerated()
    where !viewers[..<position].contains(where: { $0.party == viewer.party }) {
      guard try reader.sees(record, viewer) else { return nil }
    }
    return named
  }

  /// Whether the caller may speak of ids as a party knows them.
  fileprivate func mayTranslate(_ party: Party) -> Bool {
    guard party != caller.party else { return true }
    guard caller.isBrand, let partner = party.partner else { return false }
    return reader.session.enterprise(caller.enterprise)?.topology.partners[partner] != nil
  }
}

extension Reading<Party> {
  /// One side of a translation: the namespace that ids stand in, and whose ids they are.
  ///
  /// `weir` is the namespace of a party's own ids; the caller's party where none is named.
  fileprivate static func side(_ context: WriteContext) -> Reading {
    Reading { input in
      guard var members = ObjectReader(input) else { return nil }
      let namespace = members.required("namespace", .word(["weir"], \.self))
      let party = members.optional("party", .organization(context.ids))
      members.end()
      guard namespace != nil else { return nil }
      guard members.has("party") else { return context.caller.party }
      guard let party else { return nil }
      guard context.mayTranslate(party) else {
        members.reject(
          "party",
          "names no organization whose ids this key can translate; check the id, or leave"
            + " it out for your own")
        return nil
      }
      return party
    }
  }
}

extension Reading<[String]> {
  /// Texts that may be ids: what has not even the form of one is an unknown id and no fault.
  fileprivate static var translatable: Reading {
    Reading { input in
      guard let elements = input.value.array else { return input.fail("must be an array") }
      guard elements.count <= RequestLimits.translatedIDs else {
        return input.fail(
          "has \(elements.count) ids, a request at most \(RequestLimits.translatedIDs); send several"
        )
      }
      return Reading<[String]>.list(.made { $0 }).read(input)
    }
  }
}
