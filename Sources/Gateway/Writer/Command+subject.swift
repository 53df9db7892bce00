import Domain

extension Command {
  /// The record that an answer shows; nil where the command takes it away.
  var subject: (id: RecordID, kind: RecordKind)? {
    switch self {
    case .create(let record): (record.id, record.kind)
    case .change(let change): (change.record, change.kind)
    case .remove, .endMembership: nil
    case .movePartner(let id, _): (id.record, .partner)
    case .rekeyPartner(let id): (id.record, .partner)
    case .rotateSecret(let id, _): (id.record, .endpoint)
    case .settleDue(let subject): (subject.record, subject.kind)
    case .settleStaged(let id, _): (id.record, .stagedChange)
    case .settleAgreement(let id, _): (id.record, .agreement)
    }
  }
}
