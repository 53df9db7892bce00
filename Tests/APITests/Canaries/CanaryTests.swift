import Crypto
import Domain
import Testing
import Wire

/// Nothing that a partner may not know stands in any byte that it is sent or answered.
@Suite struct CanaryTests {
  @Test(arguments: 1...3 as ClosedRange<UInt64>)
  func `no byte for a partner carries what it may not see`(seed: UInt64) async throws {
    var scene = try await CanaryScene(seed: seed)
    var examined = Examined()
    try await scene.play(100) { told, partner, scene in
      examined.take(told, by: partner, in: scene)
    }
    #expect(examined.leaks.isEmpty, "seed \(seed): \(examined.leaks.prefix(5))")
    // The search would find nothing either way where nothing was told.
    #expect(examined.sent > 100 && examined.answered > 1_000 && examined.canaries > 500)
  }

  @Test func `whatever is planted in what was told is found`() async throws {
    var scene = try await CanaryScene(seed: 9)
    var last: [Party: [UInt8]] = [:]
    try await scene.play(40) { told, partner, _ in
      last[partner.party] = Array(told.bytes.prefix(300))
    }
    let history = scene.history
    var planted = 0
    for (party, told) in last {
      for canary in history.texts.all {
        let place = scene.number(0...told.count)
        let bytes = told[..<place] + canary.bytes + told[place...]
        let found = history.leaks(in: Array(bytes), to: party, lags: false)
          .contains { $0.bytes == canary.bytes }
        // Alone it is a leak or none, whatever stands around it.
        #expect(found == !history.leaks(in: canary.bytes, to: party, lags: false).isEmpty)
        planted += found ? 1 : 0
      }
    }
    #expect(planted > 1_000)
  }

  @Test(arguments: [11, 12] as [UInt64])
  func `partners that lay together what they got link no record by it`(
    seed: UInt64
  ) async throws {
    var scene = try await CanaryScene(seed: seed)
    var gathered: [Party: GatheredValues] = [:]
    for partner in scene.partners {
      gathered[partner.party] = GatheredValues(try scene.history.ids(of: partner.party))
    }
    try await scene.play(90) { told, partner, _ in gathered[partner.party]?.take(told) }
    var common = 0
    for (index, partner) in scene.partners.enumerated() {
      for other in scene.partners.dropFirst(index + 1) {
        let (one, two) = try (
          #require(gathered[partner.party]), #require(gathered[other.party])
        )
        common += one.common(with: two)
        let links = one.links(with: two)
        #expect(links.isEmpty, "seed \(seed): \(links.prefix(5))")
        try expectFound(one, two)
      }
    }
    #expect(common > 8)
  }

  /// Any value that came of the record alone would be seen.
  private func expectFound(_ one: GatheredValues, _ two: GatheredValues) throws {
    let common = one.common(with: two)
    for form in [{ Hex.encode($0.bits.bytes) }, { "v\($0.bits.low % 1_000_000)" }]
      as [(RecordID) -> String]
    {
      var (left, right) = (one, two)
      left.plant(form, under: "version")
      right.plant(form, under: "version")
      #expect(left.links(with: right).count >= common)
      // Within a text that differs otherwise.
      left = one
      right = two
      left.plant({ "a1" + Hex.encode($0.bits.bytes) }, under: "etag")
      right.plant({ "b2" + Hex.encode($0.bits.bytes) }, under: "next")
      #expect(left.links(with: right).count >= common)
    }
  }

  /// What was looked at, and what was found.
  private struct Examined {
    var leaks: [String] = []
    var sent = 0
    var answered = 0
    /// Those that might be told, and were.
    var canaries = 0

    mutating func take(_ told: ToldBytes, by partner: CanaryPartner, in scene: CanaryScene) {
      let found = scene.history.leaks(
        in: told.bytes, to: partner.party, lags: told.lags, asked: told.asked)
      leaks += found.map { "\(told.what) of \(partner.names): \($0)" }
      canaries += scene.history.texts.found(in: told.bytes).count
      if told.isAnswer { answered += 1 } else { sent += 1 }
    }
  }
}

extension CanaryScene {
  /// Edits and questions in turn; hands over everything that a partner is sent or answered, each
  /// time before anything else changes.
  mutating func play(
    _ edits: Int, _ body: (ToldBytes, CanaryPartner, CanaryScene) throws -> Void
  ) async throws {
    var questions = partners.map { CanaryQuestions($0) }
    for _ in 0..<edits {
      try await edit()
      for request in recorder.take() {
        guard let partner = partners.first(where: { $0.host == request.url.description })
        else { continue }
        try body(ToldBytes(request), partner, self)
      }
      for index in questions.indices {
        try await questions[index].ask(in: &self)
        for told in questions[index].take() { try body(told, questions[index].partner, self) }
      }
    }
  }
}
