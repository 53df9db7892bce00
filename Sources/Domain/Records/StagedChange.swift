package import Crypto
package import Wire

/// A change that would take more away than may go unseen: it waits for a person, and until one allows
/// it nothing has happened.
package struct StagedChange: Hashable, Sendable {
  package let id: StagedChangeID
  /// Whose change it is; its admins allow or reject it.
  package let organization: Party
  package let proposal: Proposal
  /// When it was staged.
  package let time: Timestamp
  package var state: State
  package var count: Count

  package init(
    id: StagedChangeID, organization: Party, proposal: Proposal, time: Timestamp,
    state: State = .staged, count: Count
  ) {
    self.id = id
    self.organization = organization
    self.proposal = proposal
    self.time = time
    self.state = state
    self.count = count
  }

  /// What is to be done.
  package enum Proposal: Hashable, Sendable {
    /// Records of one kind that go; those that are gone by then are passed over.
    case removals(RecordKind, [RecordID])
    case rule(RuleEdit)

    /// The same for the same wish, so that it is staged once.
    package var fingerprint: Digest {
      var writer = FieldWriter()
      switch self {
      case .rule(let edit) where edit.before == nil:
        // Each request to add a rule draws another id for it.
        edit.after?.encode(into: &writer)
      default: encode(into: &writer)
      }
      return SHA256.hash(writer.bytes)
    }
  }

  package enum State: UInt8, CaseIterable, Sendable {
    case staged = 1
    case allowed = 2
    case rejected = 3

    package var name: String {
      switch self {
      case .staged: "staged"
      case .allowed: "allowed"
      case .rejected: "rejected"
      }
    }
  }

  /// What it would take away, counted on one structure.
  package struct Count: Hashable, Sendable {
    /// The newest change of the structure that was in what was counted.
    package let structure: Position
    /// How many would go.
    package let records: Int
    /// What parties would lose of their views; nil where the records go themselves.
    package let withdrawals: Withdrawals?
    /// Some of the records, at most `sampleLimit`.
    package let sample: [Sample]

    package static let sampleLimit = 10

    package init(
      structure: Position, records: Int, withdrawals: Withdrawals? = nil, sample: [Sample] = []
    ) {
      self.structure = structure
      self.records = records
      self.withdrawals = withdrawals
      self.sample = Array(sample.prefix(Self.sampleLimit))
    }

    /// Whether another count came to the same numbers, on whatever structure.
    package func isSame(as other: Count) -> Bool {
      records == other.records && withdrawals == other.withdrawals
    }
  }

  /// What parties would lose of their views.
  package struct Withdrawals: Hashable, Sendable {
    /// Of all parties together, so that a record that three lose counts three times.
    package let count: Int
    /// How many parties would lose something.
    package let parties: Int
    /// Those that would lose most come first; at most `partyLimit`.
    package let most: [PartyCount]

    package static let partyLimit = 10

    package init(count: Int, parties: Int, most: [PartyCount] = []) {
      self.count = count
      self.parties = parties
      self.most = Array(most.prefix(Self.partyLimit))
    }
  }

  package struct PartyCount: Hashable, Sendable {
    package let party: Party
    package let count: Int

    package init(party: Party, count: Int) {
      self.party = party
      self.count = count
    }
  }

  package struct Sample: Hashable, Sendable {
    package let record: RecordID
    package let kind: RecordKind

    package init(record: RecordID, kind: RecordKind) {
      self.record = record
      self.kind = kind
    }
  }

  /// How it goes on.
  package enum Settlement: Hashable, Sendable {
    /// It was carried out before, in parts.
    case allow
    case reject
    /// It waits on, with what it would take away by now.
    case recount(Count)

    package var name: String {
      switch self {
      case .allow: "allow"
      case .reject: "reject"
      case .recount: "recount"
      }
    }
  }
}
