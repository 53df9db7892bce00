import Synchronization
import Wire

/// Gathers the outcomes of a batch, which may come on any thread.
final class BatchAnswer: Sendable {
  private let state: Mutex<State>

  private struct State {
    var replies: [Reply?]
    var missing: Int
  }

  init(count: Int) {
    state = Mutex(State(replies: Array(repeating: nil, count: count), missing: count))
  }

  /// Keeps one outcome; the whole answer if it was the last.
  @discardableResult
  func put(_ reply: Reply, at position: Int) -> Reply? {
    let isLast = state.withLock { state in
      guard state.replies[position] == nil else { return false }
      state.replies[position] = reply
      state.missing -= 1
      return state.missing == 0
    }
    return isLast ? whole : nil
  }

  /// All outcomes in the order of the commands.
  var whole: Reply {
    let replies = state.withLock { $0.replies }
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("results")
    writer.beginArray()
    for reply in replies { if let reply { write(reply, to: &writer) } }
    writer.endArray()
    writer.endObject()
    return Reply(.ok, body: writer.finish())
  }

  private func write(_ reply: Reply, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("status")
    writer.integer(reply.status.code)
    if let location = reply.fields[.location] { writer.member("location", location) }
    if let tag = reply.fields[.eTag] { writer.member("etag", tag) }
    if reply.fields.contains(.idempotencyReplayed) {
      writer.key("replayed")
      writer.bool(true)
    }
    if let body = reply.body {
      writer.key("body")
      writer.raw(body)
    }
    writer.endObject()
  }
}
