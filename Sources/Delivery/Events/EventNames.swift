import AdapterKit
import Crypto
package import Domain
import Views
import Wire

/// Forms ids and types of the events of one endpoint.
///
/// Ids are keyed hashes of what the event is, so the same content has the same id over retries,
/// restarts and re-planning, with nothing stored, and ids of two endpoints have nothing in common.
package struct EventNames: Sendable {
  private let key: MessageAuthenticator
  private let endpoint: EndpointID

  package init(key: [UInt8], endpoint: EndpointID) {
    self.key = MessageAuthenticator(key: key)
    self.endpoint = endpoint
  }

  /// The id of a state event: endpoint, type, the record's id as the party knows it, the position
  /// told, the names in `changed`, and how often it was repeated on request.
  package func state(
    type: String, record: String, position: Position, changed: [String]?, repair: Int = 0
  ) -> String {
    id(["state", type, record, String(position.number), String(repair)] + (changed ?? []))
  }

  /// The id of a fact: endpoint, type, record, position, ordinal, names of the fields shown.
  package func fact(
    type: String, record: String, position: Position, ordinal: Int, shown: [String]
  ) -> String {
    id(["fact", type, record, String(position.number), String(ordinal)] + shown)
  }

  /// The id of a checkpoint: one for each number of each epoch.
  package func checkpoint(epoch: Int64, number: Int64) -> String {
    id(["checkpoint", String(epoch), String(number)])
  }

  private func id(_ parts: [String]) -> String {
    var message: [UInt8] = []
    message.reserveCapacity(192)
    endpoint.bits.append(to: &message)
    for part in parts {
      // Counted, so that no two lists of parts give one message.
      message.append(contentsOf: String(part.utf8.count).utf8)
      message.append(UInt8(ascii: ":"))
      message.append(contentsOf: part.utf8)
    }
    let code = key.code(for: message).words
    return Hex.encode(high: code.0, low: code.1, after: "evt_")
  }
}
