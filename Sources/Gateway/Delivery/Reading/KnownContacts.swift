import Domain
import Wire

/// Contacts as they stood lately, decoded once for all endpoints of a loop.
///
/// Confined to the loop's thread. It is right as long as every change that a loop takes over is noted
/// before its position is asked for: a known version is the newest one until a later one is noted.
package final class KnownContacts {
  private var known: BoundedCache<Key, Known>

  /// A contact from one position on; nil where it was removed there, or never was.
  ///
  /// An object, because it is handed on several times for each delivery and a contact is many values.
  final class Version: Sendable {
    let first: Position
    let contact: Contact?
    /// When the entry at `first` was written, where that is known.
    let time: Timestamp?

    init(first: Position, contact: Contact?, time: Timestamp? = nil) {
      self.first = first
      self.contact = contact
      self.time = time
    }
  }

  private struct Key: Hashable {
    let enterprise: EnterpriseID
    let record: RecordID

    /// Records of two enterprises have ids of their own: the one word tells them apart.
    func hash(into hasher: inout Hasher) { record.hash(into: &hasher) }
  }

  private struct Known {
    let newest: Version
    /// Stands up to the position before the newest one.
    let before: Version?
  }

  package init(limit: Int = 16_384) {
    known = BoundedCache(limit: limit)
  }

  var count: Int { known.count }

  /// The version that stands at a position up to the newest that was noted; nil where it is not
  /// known.
  func version(
    of record: RecordID, at position: Position, in enterprise: EnterpriseID
  ) -> Version? {
    guard let known = known.value(of: Key(enterprise: enterprise, record: record)) else {
      return nil
    }
    if known.newest.first <= position { return known.newest }
    return known.before.flatMap { $0.first <= position ? $0 : nil }
  }

  /// Takes over what a later entry changed.
  func note(
    _ changes: [Change], at position: Position, time: Timestamp? = nil, in enterprise: EnterpriseID
  ) {
    for change in changes where change.kind == .contact {
      let key = Key(enterprise: enterprise, record: change.id)
      // From before its own entry nothing is known of the earlier version but that it stood.
      let before =
        known.value(of: key)?.newest
        ?? Version(first: position.previous, contact: change.before?.contact)
      let newest = Version(first: position, contact: change.after?.contact, time: time)
      known.keep(Known(newest: newest, before: before), of: key)
    }
  }

  /// Drops what a later entry changed, where nobody is going to ask for it.
  func forget(_ changes: [Change], in enterprise: EnterpriseID) {
    guard known.count > 0 else { return }
    for change in changes where change.kind == .contact {
      known.remove(Key(enterprise: enterprise, record: change.id))
    }
  }

  /// Takes over what the store holds as the newest version at the newest noted position.
  func learn(_ newest: Version, of record: RecordID, in enterprise: EnterpriseID) {
    let key = Key(enterprise: enterprise, record: record)
    guard known.value(of: key) == nil else { return }
    known.keep(Known(newest: newest, before: nil), of: key)
  }
}

extension Record {
  fileprivate var contact: Contact? {
    if case .contact(let contact) = self { contact } else { nil }
  }
}
