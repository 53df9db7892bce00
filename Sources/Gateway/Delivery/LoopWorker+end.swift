import Delivery
import Domain
import Storage
import Views

extension LoopWorker {
  // MARK: Endpoints that are gone

  /// A removed endpoint is told nothing more, and nothing is kept of it but its attempts and what it
  /// was shown.
  func end(_ id: EndpointID) {
    guard let driver = drivers.removeValue(forKey: id) else { return }
    let viewer = Viewer(
      enterprise: driver.machine.settings.enterprise, party: driver.endpoint.party)
    endPulls(of: driver)
    endpointsOf[viewer]?.remove(id)
    gateway.gauges.remove(id)
    unsaved.remove(id)
    lagging.remove(id)
    endings[id] = driver.machine.endingChanges
    unsubmitted.insert(id)
  }

  /// Ends what was removed without its end having been written: the gateway stopped too soon, or the
  /// store failed.
  func endRemoved(_ cursors: some Sequence<CursorRow>) {
    for cursor in cursors where share.holds(cursor.endpoint) {
      guard let state = session.state.enterprises[cursor.enterprise],
        state.endpoints[cursor.endpoint] == nil
      else { continue }
      var changes = DeliveryChanges()
      changes.ended = [cursor.endpoint]
      endings[cursor.endpoint] = changes
      unsubmitted.insert(cursor.endpoint)
    }
  }

  /// Hands ends to the writer; those that could not be written come back and go once more.
  func submitEndings() {
    for id in unsubmitted {
      guard let changes = endings[id] else { continue }
      gateway.submit(delivery: changes) { [mailbox] isDurable in
        mailbox.leave { $0.ended.append((id, isDurable)) }
      }
    }
    unsubmitted = []
  }

  func ended(_ id: EndpointID, _ isDurable: Bool) {
    if isDurable {
      endings[id] = nil
    } else {
      unsubmitted.insert(id)
      retrySaveAt = elapsed + Self.storeRetry
    }
  }

  // MARK: Ending an endpoint from our side

  /// Writes into the journal that an endpoint is disabled: its far side refused for good, or its
  /// partner is terminated.
  func disable(_ endpoint: Endpoint, reason: String) {
    guard let driver = drivers[endpoint.id], disabling.insert(endpoint.id).inserted else { return }
    var change = Endpoint.Change()
    change.state = .disabled(reason: reason)
    let id = endpoint.id
    gateway.submit(
      Submission(
        enterprise: driver.machine.settings.enterprise,
        command: .change(.endpoint(id, change)), actor: .operatorAtMachine
      ) { [mailbox] result in
        if case .failure = result { mailbox.leave { $0.refusedCommands.append(id) } }
      })
  }
}
