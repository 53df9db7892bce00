import Crypto
import Domain

// The primary keys of the tables in memory; the order of their parts is the order of listings.

struct EntryKey: Comparable, Sendable {
  let enterprise: EnterpriseID
  let position: Position

  static func < (left: Self, right: Self) -> Bool {
    (left.enterprise, left.position) < (right.enterprise, right.position)
  }
}

struct VersionKey: Comparable, Sendable {
  let enterprise: EnterpriseID
  let kind: UInt8
  let record: RecordID
  let position: Position

  static func < (left: Self, right: Self) -> Bool {
    (left.enterprise, left.kind, left.record, left.position)
      < (right.enterprise, right.kind, right.record, right.position)
  }

  /// Whether both are versions of one record.
  func isOfRecord(of other: Self) -> Bool {
    enterprise == other.enterprise && kind == other.kind && record == other.record
  }
}

struct NameKey: Comparable, Sendable {
  let enterprise: EnterpriseID
  let scope: RecordID
  let kind: UInt8
  /// UTF-8, whose order is that of the code points.
  let text: [UInt8]
  let first: Position

  init(enterprise: EnterpriseID, scope: RecordID, kind: UInt8, text: String, first: Position) {
    self.enterprise = enterprise
    self.scope = scope
    self.kind = kind
    self.text = Array(text.utf8)
    self.first = first
  }

  init(_ name: UniqueName, first: Position, in enterprise: EnterpriseID) {
    self.init(
      enterprise: enterprise, scope: name.scope, kind: name.kind.rawValue, text: name.text,
      first: first)
  }

  static func < (left: Self, right: Self) -> Bool {
    guard (left.enterprise, left.scope, left.kind) == (right.enterprise, right.scope, right.kind)
    else {
      return (left.enterprise, left.scope, left.kind) < (right.enterprise, right.scope, right.kind)
    }
    guard left.text == right.text else { return left.text.lexicographicallyPrecedes(right.text) }
    return left.first < right.first
  }

  /// Whether both are stretches of one name.
  func isOfName(of other: Self) -> Bool {
    enterprise == other.enterprise && scope == other.scope && kind == other.kind
      && text == other.text
  }
}

struct AttachmentKey: Comparable, Sendable {
  let enterprise: EnterpriseID
  let holder: RecordID
  let member: RecordID
  let kind: UInt8
  let first: Position

  static func < (left: Self, right: Self) -> Bool {
    (left.enterprise, left.holder, left.member, left.kind, left.first)
      < (right.enterprise, right.holder, right.member, right.kind, right.first)
  }
}

struct OutcomeKey: Comparable, Sendable {
  let enterprise: EnterpriseID
  /// Empty for the operator.
  let bearer: [UInt8]
  let text: [UInt8]

  init(_ key: IdempotencyKey, in enterprise: EnterpriseID) {
    self.enterprise = enterprise
    bearer = key.bearer?.bits.bytes ?? []
    text = Array(key.text.utf8)
  }

  static func < (left: Self, right: Self) -> Bool {
    guard left.enterprise == right.enterprise else { return left.enterprise < right.enterprise }
    guard left.bearer == right.bearer else {
      return left.bearer.lexicographicallyPrecedes(right.bearer)
    }
    return left.text.lexicographicallyPrecedes(right.text)
  }
}

/// Under which an exception stands.
struct CopyKey: Comparable, Sendable {
  let endpoint: EndpointID
  let record: RecordID

  static func < (left: Self, right: Self) -> Bool {
    (left.endpoint, left.record) < (right.endpoint, right.record)
  }
}

/// Under which a run stands.
struct RunKey: Comparable, Sendable {
  let endpoint: EndpointID
  let number: Int64

  static func < (left: Self, right: Self) -> Bool {
    (left.endpoint, left.number) < (right.endpoint, right.number)
  }
}

/// Under which a told row stands.
struct ToldKey: Comparable, Sendable {
  let endpoint: EndpointID
  let record: RecordID
  let first: Position

  static func < (left: Self, right: Self) -> Bool {
    (left.endpoint, left.record, left.first) < (right.endpoint, right.record, right.first)
  }
}

/// Under which a told row is found by its record.
struct DisclosureKey: Comparable, Sendable {
  let record: RecordID
  let endpoint: EndpointID
  let first: Position

  static func < (left: Self, right: Self) -> Bool {
    (left.record, left.endpoint, left.first) < (right.record, right.endpoint, right.first)
  }
}
