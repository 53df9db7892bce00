import Domain

/// What an entry does to the names and attachments that are derived from versions.
///
/// All that ends is to be ended before anything is begun: within one entry a name may pass from one
/// record to another. What is the same on both sides of a change does not appear.
struct IndexChanges {
  private(set) var endedNames: [HeldName] = []
  private(set) var begunNames: [HeldName] = []
  private(set) var endedAttachments: [Attachment] = []
  private(set) var begunAttachments: [Attachment] = []

  init(of changes: [Change], in enterprise: EnterpriseID) {
    for change in changes {
      addNames(of: change, in: enterprise)
      addAttachments(of: change)
    }
  }

  private mutating func addNames(of change: Change, in enterprise: EnterpriseID) {
    let before = change.before.map { HeldName($0.uniqueName(in: enterprise), by: change.id) }
    let after = change.after.map { HeldName($0.uniqueName(in: enterprise), by: change.id) }
    guard before != after else { return }
    if let before { endedNames.append(before) }
    if let after { begunNames.append(after) }
  }

  private mutating func addAttachments(of change: Change) {
    if let before = change.before, let after = change.after, before.hangs(like: after) { return }
    let before = change.before?.attachments ?? []
    let after = change.after?.attachments ?? []
    endedAttachments += before.subtracting(after)
    begunAttachments += after.subtracting(before)
  }
}

/// A name with the record that holds it.
struct HeldName: Equatable {
  let name: UniqueName
  let record: RecordID

  init(_ name: UniqueName, by record: RecordID) {
    self.name = name
    self.record = record
  }
}
