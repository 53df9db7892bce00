import Testing

@testable import Domain
@testable import Views

/// Explanations of what a party sees, held against what it sees.
@Suite struct VisibilityExplanationTests {
  /// What the explanation's data come to, decided again from nothing else.
  private func level(
    of subject: FieldReading.Subject, in explanation: VisibilityExplanation
  ) -> FieldLevel {
    switch explanation.standing {
    case .own: return .clear
    case .noView, .otherKind: return .hidden
    case .ruled: break
    }
    let counting = explanation.rules.filter { $0.setAside == nil }.map(\.rule)
    let given = counting.filter { $0.effect == .allow }.map { subject.level(in: $0.fields) }
    let left = counting.filter { $0.effect == .deny }.map { subject.level(in: $0.fields) }
    let agreed = explanation.ceilings.map { subject.level(in: $0.levels) }
    return min(given.max() ?? .hidden, (left + agreed).min() ?? .clear)
  }

  @Test(arguments: [41, 42, 43, 44] as [UInt64])
  func `the decision follows from the explanation, over random histories`(seed: UInt64) throws {
    var history = try RandomHistory(seed: seed)
    var seen = 0
    var cut = 0
    for step in 0..<300 {
      _ = history.write(history.next())
      guard step % 10 == 9 else { continue }
      let topology = history.stage.topology
      for party in history.parties {
        let naive = NaiveVisibility(records: history.stage.records, party: party)
        for record in history.stage.records.values {
          guard let (explanation, wanted) = both(record, party, naive, topology) else { continue }
          #expect(explanation.isVisible == explanation.fields.contains { wanted($0) > .hidden })
          for field in explanation.fields {
            #expect(field.level == wanted(field))
            #expect(level(of: field.subject, in: explanation) == wanted(field))
            #expect(field.limits.isEmpty == (field.level == field.given))
            seen += field.level > .hidden ? 1 : 0
            cut += field.limits.isEmpty ? 0 : 1
          }
        }
      }
    }
    #expect(seen > 1_000)
    #expect(cut > 20)
  }

  /// An explanation, and the level of each of its fields as the words of the design have it.
  private func both(
    _ record: Record, _ party: Party, _ naive: NaiveVisibility, _ topology: Topology
  ) -> (VisibilityExplanation, (FieldReading) -> FieldLevel)? {
    let explanation: VisibilityExplanation
    let levels: (fields: [Field: FieldLevel], classes: [FieldClass: FieldLevel])?
    switch record {
    case .contact(let contact):
      explanation = topology.explanation(of: contact, for: party)
      levels = naive.levels(of: contact)
    case .department(let department):
      explanation = topology.explanation(of: department, for: party)
      levels = naive.levels(of: department)
    default: return nil
    }
    return (
      explanation,
      { field in
        switch field.subject {
        case .field(let name): levels?.fields[name] ?? .hidden
        case .custom(let fieldClass): levels?.classes[fieldClass] ?? .hidden
        }
      }
    )
  }
}
