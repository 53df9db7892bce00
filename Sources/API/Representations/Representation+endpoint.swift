import Domain
import Views
import Wire

extension Representation {
  /// Secrets are named by number and scheme; what they are is never written.
  func write(_ endpoint: Endpoint, to writer: inout JSONWriter) {
    writer.member("party", ids.text(endpoint.party))
    writer.member("code", endpoint.code.text)
    writer.member("adapter", endpoint.adapter.text)
    if let url = endpoint.url { writer.member("url", url.description) }
    writer.key("settings")
    writer.value(endpoint.settings)
    writer.key("transport")
    write(endpoint.transport, to: &writer)
    writer.key("checkpoint_digest")
    writer.bool(endpoint.checkpointDigest)
    writer.key("scope")
    write(endpoint.scope, to: &writer)
    writer.member("state", endpoint.state.name)
    if case .disabled(let reason) = endpoint.state { writer.member("disabled_reason", reason) }
    writer.key("secrets")
    writer.beginArray()
    for slot in endpoint.secrets { write(slot, to: &writer) }
    writer.endArray()
  }

  /// Only what narrows is there.
  func write(_ scope: Endpoint.Scope, to writer: inout JSONWriter) {
    writer.beginObject()
    if let kinds = scope.kinds {
      writer.member("kinds", Endpoint.Scope.allKinds.filter { kinds.contains($0) }.map(\.name))
    }
    if let purposes = scope.purposes {
      writer.member("purposes", Purpose.allCases.filter { purposes.contains($0) }.map(\.name))
    }
    if let chains = scope.chains {
      // In the order of the viewer's ids, which says nothing about the enterprise's own.
      writer.member("chains", chains.map { ids.text($0.record, .chain) }.sorted())
    }
    writer.endObject()
  }

  private func write(_ transport: Transport, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("kind", transport.kind.name)
    if transport.kind == .push { writePush(transport, to: &writer) }
    writer.endObject()
  }

  private func writePush(_ transport: Transport, to writer: inout JSONWriter) {
    writer.member("version", transport.version.name)
    writer.key("connect_seconds")
    writer.integer(transport.connectSeconds)
    writer.key("total_seconds")
    writer.integer(transport.totalSeconds)
    writer.key("parallel_requests")
    writer.integer(transport.parallelRequests)
  }

  private func write(_ slot: SecretSlot, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("number")
    writer.integer(slot.number)
    writer.member("scheme", slot.scheme.name)
    if let time = slot.retiresAt { writer.member("retires_at", time.cutToSecond.rfc3339) }
    writer.endObject()
  }

  func write(_ key: Key, to writer: inout JSONWriter) {
    writer.member("party", ids.text(key.party))
    writer.member("role", key.role.name)
    writer.member("name", key.name.text)
  }
}
