package import Wire

/// What was given to a party that asks for its events, until it is acknowledged.
///
/// Pure. Each answer is a page with a greater number than those before it, and holds everything that
/// was given and not acknowledged: so whoever has a page has all before it. Only the number of the
/// page acknowledged last is durable (`PulledPlace`). After a start nothing is in here, and everything
/// from the cursor is in doubt and told again, so that nothing else has to be.
package struct Outbox: Sendable {
  package private(set) var entries: [Entry] = []
  package private(set) var lastPage: Int64
  package private(set) var place: PulledPlace
  private let epoch: Int64

  /// At most so many events are given and not acknowledged.
  package static let limit = 500

  /// One event that was given.
  package struct Entry: Sendable {
    package let sending: Sending
    /// The first page that it stood in; it stood in every one since.
    package let page: Int64
    package let givenAt: Timestamp
  }

  /// `place` is what was kept.
  package init(epoch: Int64, place: PulledPlace) {
    self.epoch = epoch
    self.place = place
    // An epoch lasts seconds and none has a million pages in one, so that numbers go on growing over
    // epochs although those given last are not kept.
    let first = min(max(epoch, 0), .max / Self.pagesOfSecond / 2) * Self.pagesOfSecond
    lastPage = max(first, place.page)
  }

  private static let pagesOfSecond: Int64 = 1_000_000

  /// What the answer that is made now says of itself.
  package var mark: PullMark { PullMark(epoch: epoch, page: lastPage) }

  /// Whether a copy that holds everything up to a mark, or nothing where there is none, can be moved
  /// on from there; nil if it can.
  package func refusal(of mark: PullMark?) -> PullRefusal? {
    guard let mark else { return place.allowsEmpty ? nil : .gone }
    guard mark.epoch < epoch || mark.epoch == epoch && mark.page <= lastPage else {
      return .unknown
    }
    return mark.page < place.page ? .gone : nil
  }

  /// Takes out what a mark acknowledges; one of an earlier epoch acknowledges what was kept.
  package mutating func acknowledge(_ mark: PullMark) -> [Entry] {
    guard mark.epoch == epoch else { return [] }
    let acknowledged = Array(entries.prefix { $0.page <= mark.page })
    guard !acknowledged.isEmpty else { return [] }
    entries.removeFirst(acknowledged.count)
    place = .acknowledged(max(place.page, mark.page))
    return acknowledged
  }

  /// Takes out what is not given once more as it is: of the first `limit` what does not hold, and all
  /// that lies beyond.
  package mutating func takeBack(
    keeping limit: Int, where holds: (Sending) -> Bool
  ) -> [Entry] {
    var kept: [Entry] = []
    var back: [Entry] = []
    for entry in entries {
      if kept.count < limit, holds(entry.sending) {
        kept.append(entry)
      } else {
        back.append(entry)
      }
    }
    entries = kept
    return back
  }

  /// Puts what is given for the first time into a page of its own.
  package mutating func add(_ sendings: [Sending], at time: Timestamp) {
    lastPage += 1
    entries += sendings.map { Entry(sending: $0, page: lastPage, givenAt: time) }
  }

  /// Begins anew, with a copy that holds nothing: no mark that was given before is good any more.
  package mutating func beginAnew() {
    lastPage += 1
    place = .begun(lastPage)
  }
}
