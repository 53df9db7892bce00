import Crypto
import Domain
import Storage
import Wire

extension EntryWrite {
  /// The entry that follows on `head`, with a version under a fresh salt for each change.
  init(
    _ decision: Decision, of request: CommandRequest, after head: Head,
    random: any RandomSource
  ) {
    let changes = decision.changes
    let position = head.position.next
    var versions: [VersionRow] = []
    var entryChanges: [EntryChange] = []
    for change in changes {
      let salt = random.block()
      let encoded = change.after?.encoded
      versions.append(
        VersionRow(
          record: change.id, kind: change.kind, position: position, salt: salt, encoded: encoded))
      entryChanges.append(
        EntryChange(
          record: change.id, kind: change.kind,
          commitment: Commitment(salt: salt, encoded: encoded ?? [])))
    }
    let entry = Entry(
      position: position, time: request.time, actor: request.actor,
      command: request.command.name(of: decision), changes: entryChanges, previous: head.hash)
    self.init(entry: entry, changes: changes, versions: versions)
  }
}
