/// How much of what an endpoint is told its party has, as the party says: everything up to a page.
package struct PullMark: Hashable, Sendable {
  package let epoch: Int64
  package let page: Int64

  package init(epoch: Int64, page: Int64) {
    self.epoch = epoch
    self.page = page
  }
}

/// Why a copy cannot be moved on from where its party says that it is.
package enum PullRefusal: Error, Hashable, Sendable {
  /// No answer carried such a mark.
  case unknown
  /// What came after it was acknowledged and is not kept: the copy begins anew.
  case gone
}
