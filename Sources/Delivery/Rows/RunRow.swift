import Crypto
package import Domain

/// A difference that is told to an endpoint page by page, as far as it has come.
package struct RunRow: Hashable, Sendable {
  package let endpoint: EndpointID
  /// One for each open run of the endpoint.
  package let number: Int64
  package let span: RunSpan
  /// Whether what it covers may have been told before, so that equal ends prove nothing.
  package let isInDoubt: Bool
  /// Every record up to here was acknowledged or has an exception row; nil before the first.
  package var reached: RunPlace?
  /// How many records were looked at up to there.
  package var covered: Int

  package init(
    endpoint: EndpointID, number: Int64, span: RunSpan, isInDoubt: Bool, reached: RunPlace?,
    covered: Int
  ) {
    self.endpoint = endpoint
    self.number = number
    self.span = span
    self.isInDoubt = isInDoubt
    self.reached = reached
    self.covered = covered
  }
}

/// What a run covers: the same records in the same order whenever it is asked.
package struct RunSpan: Hashable, Sendable {
  package let kind: Kind
  /// The copy is moved forward from here.
  package let base: Position
  /// The newest entry that asked.
  package let cause: Position

  package enum Kind: UInt8, CaseIterable, Sendable {
    /// The whole view at `cause`; the base is empty.
    case snapshot = 1
    /// What the one entry at `cause` moved beyond the contacts that it changed.
    case change = 2
    /// Every record touched after `base` and up to `cause`.
    case catchUp = 3

    package var name: String {
      switch self {
      case .snapshot: "snapshot"
      case .change: "change"
      case .catchUp: "catch_up"
      }
    }
  }

  package init(_ kind: Kind, base: Position, cause: Position) {
    self.kind = kind
    self.base = base
    self.cause = cause
  }
}

/// The place of a record in the order of a run.
package struct RunPlace: Hashable, Sendable {
  package let stage: Stage
  /// The entry, where entries are walked.
  package let position: Position
  /// Under what a contact was found.
  package let holder: RecordID
  package let record: RecordID
  /// The link at that record, where links are looked for at contacts.
  package let link: RecordID

  /// Shares go up the ranks and removals down.
  package enum Stage: UInt8, CaseIterable, Comparable, Sendable {
    case sharedDepartments = 1
    /// Links that are seen no more, found at contacts where they hung at the base.
    case unsharedLinks = 7
    /// Those found where contacts hung at the end of a stretch.
    case unsharedArrivedLinks = 8
    /// Found where they hung at the base.
    case contacts = 2
    /// Found where they hung at the end of a stretch.
    case arrivals = 3
    case touched = 4
    /// The links that are seen, found as the others.
    case sharedLinks = 9
    case sharedArrivedLinks = 10
    case unsharedDepartments = 5
    /// Records that were told and are found nowhere any more.
    case standing = 6

    /// As they are listed; raw values stand in the store and were given one after the other.
    private var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    package static func < (left: Self, right: Self) -> Bool { left.place < right.place }
  }

  package init(
    _ stage: Stage, position: Position = .start, holder: RecordID = .lowest,
    record: RecordID = .lowest, link: RecordID = .lowest
  ) {
    self.stage = stage
    self.position = position
    self.holder = holder
    self.record = record
    self.link = link
  }
}

extension RecordID {
  /// Stands where no record does; comes before each.
  package static let lowest = RecordID(Block128(high: 0, low: 0))
}
