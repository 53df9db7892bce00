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
    case .rule(let edit): write(edit, to: &writer)
    }
    writer.key("records")
    writer.integer(staged.count.records)
    writer.key("sample")
    writer.beginArray()
    for one in staged.count.sample { writer.string(ids.text(one.record, one.kind)) }
    writer.endArray()
    if let withdrawals = staged.count.withdrawals { write(withdrawals, of: staged, to: &writer) }
  }

  private func write(_ edit: RuleEdit, to writer: inout JSONWriter) {
    writer.member("action", edit.action)
    writer.member("kind", RecordKind.rule.collection)
    writer.key("before")
    write(edit.before, to: &writer)
    writer.key("after")
    write(edit.after, to: &writer)
  }

  private func write(_ rule: Rule?, to writer: inout JSONWriter) {
    if let rule { write(Record.rule(rule), to: &writer) } else { writer.null() }
  }

  /// A partner is told of those parties only that its rule names one by one.
  private func write(
    _ withdrawals: StagedChange.Withdrawals, of staged: StagedChange,
    to writer: inout JSONWriter
  ) {
    guard case .rule(let edit) = staged.proposal else { return }
    let known = viewer == .enterprise ? nil : KnownSeers([edit])
    writer.key("withdrawals")
    writer.beginObject()
    if known == nil {
      writer.key("count")
      writer.integer(withdrawals.count)
      writer.key("parties")
      writer.integer(withdrawals.parties)
    }
    writer.key("most")
    writer.beginArray()
    for one in withdrawals.most where known?.contains(one.party) ?? true {
      writer.beginObject()
      writer.member("party", ids.text(one.party))
      writer.key("count")
      writer.integer(one.count)
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
  }
}

extension RuleEdit {
  /// What it does, in the word of the API.
  var action: String {
    switch (before, after) {
    case (nil, _): "create_rule"
    case (_, nil): "remove_rule"
    default: "change_rule"
    }
  }
}
