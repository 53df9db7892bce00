import Crypto
package import Wire

/// A receiver's copy, kept exactly as `Contracts/README.md` asks.
///
/// Pure: events go in, what became of each comes out.
package struct ModelCopy: Sendable {
  /// The records as they were last told, by the receiver's ids.
  package private(set) var records: [String: JSONObject] = [:]
  package private(set) var epoch: Int64 = 0
  private var seen: Set<String> = []
  private var applied: [String: ReceivedEvent.Version] = [:]
  private var ledger = NumberLedger()

  package init() {}

  /// What a receiver did with an event.
  package enum Outcome: Hashable, Sendable {
    case applied
    /// Had before, by its id.
    case repeated
    /// Older than what was applied to its record; for a checkpoint, than anything that came: what it
    /// says of the copy held when it was sent.
    case outdated
    /// A fact, or a kind of event that is not known here.
    case noted
    case compared([CopyProblem])
  }

  /// Takes one verified event.
  package mutating func take(_ event: ReceivedEvent) -> Outcome {
    let isNewest = event.version > newest
    account(for: event)
    guard seen.insert(event.id).inserted else {
      // After a restart of the sender a repeat has a newer number, which counts for its record.
      if let record = event.record { raise(record, to: event.version) }
      return .repeated
    }
    switch event.kind {
    case .upsert(let record): return apply(event.data, to: record, event.version)
    case .removal(let record): return apply(nil, to: record, event.version)
    case .checkpoint(let checkpoint):
      // One that was overtaken on its way would be held against a copy that has moved on.
      return isNewest ? .compared(compare(with: checkpoint)) : .outdated
    case .fact: return .noted
    }
  }

  private mutating func apply(
    _ data: JSONObject?, to record: String, _ version: ReceivedEvent.Version
  ) -> Outcome {
    if let last = applied[record], version <= last { return .outdated }
    applied[record] = version
    records[record] = data
    return .applied
  }

  private mutating func raise(_ record: String, to version: ReceivedEvent.Version) {
    applied[record] = max(applied[record] ?? version, version)
  }

  /// The greatest version that came, of whatever.
  private var newest: ReceivedEvent.Version {
    ReceivedEvent.Version(epoch: epoch, number: ledger.highest)
  }

  /// A new epoch voids the open numbers of the older one, which are told again.
  private mutating func account(for event: ReceivedEvent) {
    if event.version.epoch > epoch {
      epoch = event.version.epoch
      ledger = NumberLedger()
    }
    guard event.version.epoch == epoch else { return }
    ledger.add(event.version.number)
    for number in event.replaces { ledger.add(number) }
  }

  /// Numbers of this epoch below the highest received that were neither received nor replaced.
  package var missing: [Int64] {
    ledger.missing(through: ledger.highest)
  }

  /// What differs from a checkpoint; empty if the copy is the sender's view.
  ///
  /// While records are excepted, open numbers may be theirs: those come again or are replaced, and
  /// a later checkpoint tells. Without any, an open number is a loss.
  private func compare(with checkpoint: Checkpoint) -> [CopyProblem] {
    var problems: [CopyProblem] = []
    let open = ledger.missing(through: checkpoint.through)
    if !open.isEmpty, checkpoint.excepted.isEmpty {
      problems.append(.lost(epoch: epoch, numbers: open))
    }
    let (count, digest) = sum(without: checkpoint.excepted)
    if count != checkpoint.count {
      problems.append(.count(here: count, sender: checkpoint.count))
    }
    if let sender = checkpoint.digest, digest != sender {
      problems.append(.digest(here: digest, sender: sender))
    }
    return problems
  }

  /// How many records the copy has, and the sum of their digests modulo 2^256 in hexadecimal.
  package func sum(without excepted: Set<String> = []) -> (count: Int, digest: String) {
    var count = 0
    var total = Digest.zero
    for (id, data) in records where !excepted.contains(id) {
      count += 1
      total = total &+ SHA256.hash(JSON.object(data).canonicalBytes)
    }
    return (count, Hex.encode(total.bytes))
  }

  /// A copy that holds records already, as one that was restored.
  package init(restoring records: [String: JSONObject]) {
    self.records = records
  }

  /// Changes a record, or with nil loses it, as a fault of the receiver would; what was told is not
  /// forgotten by that.
  package mutating func spoil(_ id: String, with data: JSONObject?) {
    records[id] = data
  }

  /// Puts a record into the copy that nobody told, to see that a checkpoint finds it.
  mutating func invent(_ data: JSONObject, as id: String) {
    records[id] = data
  }
}

/// What a receiver finds wrong with its copy.
package enum CopyProblem: Hashable, Sendable, CustomStringConvertible {
  case lost(epoch: Int64, numbers: [Int64])
  case count(here: Int, sender: Int)
  case digest(here: String, sender: String)

  package var description: String {
    switch self {
    case .lost(let epoch, let numbers):
      "lost: number \(numbers.map(String.init).joined(separator: ", ")) of epoch \(epoch) never came"
    case .count(let here, let sender):
      "the copy has \(here) records, the sender's view \(sender)"
    case .digest(let here, let sender):
      "the copy's digest is \(here.prefix(12))..., the sender's \(sender.prefix(12))..."
    }
  }
}
