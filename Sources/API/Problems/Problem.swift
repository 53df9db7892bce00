import Wire

/// Why a request is not fulfilled, in the form of RFC 9457.
struct Problem: Error, Sendable {
  let type: ProblemType
  /// One sentence for a person, with what to do.
  let detail: String
  let errors: [FieldProblem]
  let fields: HTTPFields

  init(
    _ type: ProblemType, _ detail: String, errors: [FieldProblem] = [], fields: HTTPFields = [:]
  ) {
    self.type = type
    self.detail = detail
    self.errors = errors
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
    writer.endObject()
  }

  var reply: Reply {
    var writer = JSONWriter()
    write(to: &writer)
    return Reply(
      type.status, body: writer.finish(), mediaType: .problem, fields: fields)
  }
}
