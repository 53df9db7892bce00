import Domain
import Testing
import Wire

/// Nothing beyond what was agreed stands in any byte for a partner, while terms come and go.
@Suite struct AgreementCanaryTests {
  @Test(arguments: [21, 22, 23] as [UInt64])
  func `what an agreement takes away is told no more, and an offer gives nothing`(
    seed: UInt64
  ) async throws {
    var scene = try await CanaryScene(seed: seed)
    var questions = scene.partners.map { CanaryQuestions($0) }
    var leaks: [String] = []
    var canaries = 0
    for round in 0..<60 {
      if round % 3 == 0 { try await scene.changeAgreement() } else { try await scene.edit() }
      try scene.history.moveOn()
      _ = scene.recorder.take()
      for index in questions.indices {
        try await questions[index].ask(in: &scene)
        let partner = questions[index].partner
        // Pages of listings that began earlier show what was seen then.
        for told in questions[index].take() where !told.lags {
          canaries += scene.history.texts.found(in: told.bytes).count
          leaks += scene.history.leaks(
            in: told.bytes, to: partner.party, lags: false, asked: told.asked
          ).map { "\(told.what) of \(partner.names): \($0)" }
        }
      }
    }
    #expect(leaks.isEmpty, "seed \(seed): \(leaks.prefix(5))")
    #expect(canaries > 100)
    #expect(!scene.agreements.isEmpty)
  }
}
