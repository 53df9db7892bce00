import Crypto
import Domain
import Gateway
import Views
import Wire

extension World {
  /// Stages a removal of a contact that is gone; its id, as the enterprise knows it.
  func addStagedChange() async throws -> String {
    let contact = ContactID(from: SystemRandom()).record
    let session = try gateway.makeSession()
    let structure = session.topology(of: enterprise).structure
    let staged = StagedChange(
      id: StagedChangeID(from: SystemRandom()), organization: .enterprise,
      proposal: .removals(.contact, [contact]), time: Timestamp(seconds: 1_700_000_000),
      count: .init(
        structure: structure, records: 1, sample: [.init(record: contact, kind: .contact)]))
    try await perform(.create(.stagedChange(staged)))
    return try session.ids(of: .enterprise, in: enterprise).text(staged.id.record, .stagedChange)
  }

  private func perform(_ command: Command) async throws {
    let result = await withCheckedContinuation { continuation in
      gateway.submit(
        Submission(enterprise: enterprise, command: command, actor: .operatorAtMachine) {
          continuation.resume(returning: $0)
        })
    }
    _ = try result.get()
  }
}
