import Domain
import Views
import Wire

extension Representation {
  func write(_ staged: StagedChange, to writer: inout JSONWriter) {
    writer.member("organization", ids.text(staged.organization))
    writer.member("state", staged.state.name)
    writer.member("staged_at", staged.time.rfc3339)
    switch staged.proposal {
    case .removals(let kind, _):
      writer.member("action", "removals")
      writer.member("kind", kind.collection)
    }
    writer.key("records")
    writer.integer(staged.count.records)
    writer.key("sample")
    writer.beginArray()
    for one in staged.count.sample { writer.string(ids.text(one.record, one.kind)) }
    writer.endArray()
  }
}
