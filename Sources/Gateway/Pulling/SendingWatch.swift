package import Delivery

/// The last look at events that are given in answers: what may have overtaken them is read anew.
package struct SendingWatch {
  let begin: (Sending) -> Void
  let end: (Sending) -> Void
  /// Whether nothing that was committed since it was read concerns it.
  let permits: (Sending) -> Bool

  package init(
    begin: @escaping (Sending) -> Void, end: @escaping (Sending) -> Void,
    permits: @escaping (Sending) -> Bool
  ) {
    self.begin = begin
    self.end = end
    self.permits = permits
  }
}
