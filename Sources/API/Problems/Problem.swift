import Domain
import Wire

/// Why a request is not fulfilled, in the form of RFC 9457.
struct Problem: Error, Sendable {
  let type: ProblemType
  /// One sentence for a person, with what to do.
  let detail: String
  let errors: [FieldProblem]
  /// The numbers of a refused removal.
  let excess: RemovalExcess?
  /// Where a copy is begun anew by a POST without a body, for who cannot go on with its own.
  let snapshot: String?
  let fields: HTTPFields

  init(
    _ type: ProblemType, _ detail: String, errors: [FieldProblem] = [],
    excess: RemovalExcess? = nil, snapshot: String? = nil, fields: HTTPFields = [:]
  ) {
    self.type = type
    self.detail = detail
    self.errors = errors
    self.excess = excess
    self.snapshot = snapshot
    self.fields = fields
  }

  func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("type")
    writer.string(type.uri)
    writer.key("title")
    writer.string(type.title)
    writer.key("status")
    writer.integer(type.status.code)
    writer.key("detail")
    writer.string(detail)
    if !errors.isEmpty {
      writer.key("errors")
      writer.beginArray()
      for error in errors { error.write(to: &writer) }
      writer.endArray()
    }
    if let excess { write(excess, to: &writer) }
    if let snapshot { writer.member("snapshot", snapshot) }
    writer.endObject()
  }

  private func write(_ excess: RemovalExcess, to writer: inout JSONWriter) {
    writer.key("brake")
    writer.beginObject()
    writer.key("limit")
    writer.integer(excess.limit)
    writer.key("window_seconds")
    writer.integer(Int(excess.window.components.seconds))
    writer.key("removed")
    writer.integer(excess.removed)
    writer.key("confirm")
    writer.integer(excess.confirmation)
    writer.endObject()
  }

  var reply: Reply {
    var writer = JSONWriter()
    write(to: &writer)
    return Reply(
      type.status, body: writer.finish(), mediaType: .problem, fields: fields)
  }
}
