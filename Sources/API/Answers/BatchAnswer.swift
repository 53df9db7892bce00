import Gateway
import Synchronization
import Wire

/// Gathers the outcomes of a batch, which may come on any thread; worded when the last is there.
final class BatchAnswer: Sendable {
  private let items: [BatchItem]
  private let state: Mutex<State>

  typealias Result = Swift.Result<Outcome, SubmissionFailure>

  private struct State {
    /// Nil where there is none yet, and for what was refused before it was submitted.
    var results: [Result?]
    var missing: Int
  }

  init(_ items: [BatchItem]) {
    self.items = items
    let missing = items.count { if case .command = $0 { true } else { false } }
    state = Mutex(State(results: Array(repeating: nil, count: items.count), missing: missing))
  }

  /// Keeps one outcome; true if it was the last.
  func put(_ result: Result, at position: Int) -> Bool {
    state.withLock { state in
      guard state.results[position] == nil else { return false }
      state.results[position] = result
      state.missing -= 1
      return state.missing == 0
    }
  }

  /// All outcomes in the order of the commands.
  var whole: Reply {
    let results = state.withLock { $0.results }
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("results")
    writer.beginArray()
    for (item, result) in zip(items, results) {
      switch item {
      case .refused(let reply): write(reply, to: &writer)
      case .command(let command):
        if let result { write(command.reply(to: result), to: &writer) }
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
