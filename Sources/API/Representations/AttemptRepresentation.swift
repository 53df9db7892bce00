import Crypto
import Delivery
import Wire

/// Writes one exchange with an endpoint.
///
/// What the far side said and was sent in fields is for the endpoint's own party.
struct AttemptRepresentation {
  let isOwn: Bool

  func write(_ attempt: AttemptRow, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("time", attempt.time.rfc3339WithMicroseconds)
    writer.member("event", attempt.event)
    writer.member("type", attempt.type)
    writer.key("epoch")
    writer.integer(attempt.epoch)
    writer.key("n")
    writer.integer(attempt.number)
    writer.member("url", attempt.url)
    writer.member("body_sha256", Hex.encode(attempt.bodyDigest.bytes))
    writer.key("body_bytes")
    writer.integer(attempt.bodyByteCount)
    writer.key("status")
    if let status = attempt.status { writer.integer(status) } else { writer.null() }
    writer.member("outcome", attempt.outcome.name)
    writer.key("duration_ms")
    writer.integer(max(0, attempt.duration.wholeMicroseconds / 1_000))
    writer.key("next_try")
    if let next = attempt.nextTry { writer.string(next.cutToSecond.rfc3339) } else { writer.null() }
    // What failed before an answer is the gateway's own word; an answer is its party's.
    if isOwn || attempt.status == nil { writer.member("excerpt", attempt.excerpt) }
    if isOwn { writeOwn(attempt, to: &writer) }
    writer.endObject()
  }

  private func writeOwn(_ attempt: AttemptRow, to writer: inout JSONWriter) {
    writer.key("request_headers")
    writer.beginArray()
    for field in attempt.requestFields {
      writer.beginObject()
      writer.member("name", field.name.spelling)
      writer.member("value", field.value.text)
      writer.endObject()
    }
    writer.endArray()
  }
}
