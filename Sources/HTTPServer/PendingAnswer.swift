import Synchronization
package import Wire

/// The right to answer one suspended request, once, from any thread.
///
/// Dropped without an answer, the request is answered 500.
package final class PendingAnswer: Sendable {
  private let ticket: Ticket
  private let mailbox: Mailbox
  private let isOpen = Atomic(true)

  init(ticket: Ticket, mailbox: Mailbox) {
    self.ticket = ticket
    self.mailbox = mailbox
  }

  deinit {
    put(.dropped)
  }

  /// Hands the answer to the loop thread, which sends it; never blocks.
  ///
  /// Without effect after the first call of this or the other,
  /// after `.now`, when the client has gone, and when the server has stopped.
  package func complete(_ response: HTTPResponse) {
    complete(response, after: .zero)
  }

  /// The same, but the loop sends the answer only when `delay` has passed; a stop does not wait.
  package func complete(_ response: HTTPResponse, after delay: Duration) {
    put(.made(response), after: delay)
  }

  /// As the first, but the answer is worded on the loop thread, so that whoever answers many requests
  /// at once spends no time on their words; `make` must not block.
  package func complete(making make: @escaping @Sendable () -> HTTPResponse) {
    put(.unmade(make))
  }

  private func put(_ content: Completion.Content, after delay: Duration = .zero) {
    guard close() else { return }
    mailbox.put(Completion(ticket: ticket, content: content, delay: delay))
  }

  /// Ends the right to answer; false if it had ended.
  @discardableResult
  func close() -> Bool {
    isOpen.exchange(false, ordering: .relaxed)
  }
}
