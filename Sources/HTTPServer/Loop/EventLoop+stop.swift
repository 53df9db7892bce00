/// The steps of a stop.
extension EventLoop {
  /// Time for the last answers to leave once the stop's bound is over.
  private static let flushTime = Duration.seconds(1)

  func beginStop(_ daemon: borrowing Daemon, within bound: Duration) {
    daemon.closeListeningSocket()
    stage = .draining(until: .now + bound)
    for case let connection? in connections {
      if case .waiting = connection.phase { idleToCut.append(connection.slot) }
    }
  }

  func advanceStop() {
    cutIdle()
    guard case .draining(let end) = stage, end <= .now else { return }
    stage = .flushing(until: .now + Self.flushTime)
    for case let connection? in connections {
      switch connection.phase {
      case .waiting, .readingHead, .readingBody, .droppingBody: connection.cut()
      case .suspended(let ticket): resume(ticket, with: handler.response(to: .stopping))
      case .resumed, .responding: break
      }
    }
  }

  /// Every suspended connection must be resumed before the library can stop.
  func resumeRest() {
    for case let connection? in connections {
      if case .suspended(let ticket) = connection.phase {
        resume(ticket, with: handler.response(to: .stopping))
      }
    }
  }

  /// A connection that got its next request in the meantime is let be: its answer closes it.
  private func cutIdle() {
    for slot in idleToCut {
      guard let connection = connections[slot], case .waiting = connection.phase else { continue }
      connection.cut()
    }
    idleToCut = []
  }
}
