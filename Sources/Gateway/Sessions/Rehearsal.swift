package import Domain
import Storage
package import Wire

/// Decides commands one after the other on a session's state, and writes nothing.
///
/// Each finds what those before it would have done.
package final class Rehearsal: DirectoryState {
  package let enterprise: EnterpriseID
  private let session: ReadSession
  private let position: Position
  /// What the commands before have made of records; nil where one is removed.
  private var records: [RecordID: Record?] = [:]
  private var names: [UniqueName: RecordID?] = [:]

  /// On the state that the session holds.
  package init(_ session: ReadSession, in enterprise: EnterpriseID) throws {
    self.session = session
    self.enterprise = enterprise
    position = try session.head(of: enterprise).position
  }

  /// Decides a command as the writer would; throws a `Refusal`, and passes on errors of the store.
  @discardableResult
  package func run(
    _ command: Command, by actor: Actor, at time: Timestamp,
    expectation: (@Sendable (Record) -> Bool)? = nil
  ) throws -> Decision {
    let request = CommandRequest(command, by: actor, at: time, expectation: expectation)
    let decision = try decide(request, in: self)
    for change in decision.changes {
      if let before = change.before { names[before.uniqueName(in: enterprise)] = .some(nil) }
      if let after = change.after { names[after.uniqueName(in: enterprise)] = after.id }
      records[change.id] = .some(change.after)
    }
    return decision
  }

  package func record(_ id: RecordID, _ kind: RecordKind) throws -> Record? {
    if let known = records[id] { return known?.kind == kind ? known : nil }
    if kind.isTopology { return session.topology(of: enterprise).record(id, kind) }
    return try session.record(id, kind, at: position, in: enterprise)
  }

  package func holder(of name: UniqueName) throws -> RecordID? {
    if let known = names[name] { return known }
    return try session.holder(of: name, at: position, in: enterprise)
  }

  package func attachments(to holder: RecordID, limit: Int) throws -> [Attachment] {
    let own = records.values.compactMap { $0 }.flatMap { record in
      record.attachments.filter { $0.holder == holder }
    }
    let stored = try session.attachments(
      to: holder, of: nil, after: nil, at: position, limit: limit, in: enterprise)
    return Array((own + stored.filter { records[$0.member] == nil }).prefix(limit))
  }

  package func hasNames(in scope: RecordID) throws -> Bool {
    if names.contains(where: { $0.key.scope == scope && $0.value != nil }) { return true }
    return try session.hasNames(in: scope, at: position, enterprise: enterprise)
  }
}
