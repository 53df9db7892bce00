import Gateway
import Synchronization
import Wire

/// Gathers the outcomes of a batch, which may come on any thread; worded when the last is there.
final class BatchAnswer: Sendable {
  private let items: [BatchItem]
  /// Nil where there is none yet, and for what was refused before it was submitted.
  private let outcomes: Mutex<[LaterAnswer.Wording?]>

  init(_ items: [BatchItem]) {
    self.items = items
    outcomes = Mutex(Array(repeating: nil, count: items.count))
  }

  /// Keeps how one outcome is worded.
  func put(_ wording: @escaping LaterAnswer.Wording, at position: Int) {
    outcomes.withLock { $0[position] = wording }
  }

  /// All outcomes in the order of the commands.
  var whole: Reply {
    let outcomes = outcomes.withLock { $0 }
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("results")
    writer.beginArray()
    for (item, outcome) in zip(items, outcomes) {
      switch item {
      case .refused(let reply): write(reply, to: &writer)
      case .command: if let outcome { write(outcome(), to: &writer) }
      }
    }
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
