package import Wire

/// What one comparison of a range came to.
package struct RangeVerdict: Hashable, Sendable {
  package let range: IDRange
  package let result: Result
  /// How many records the party's view has in the range.
  package let count: Int
  /// What differs, record by record; nil where it was not looked at so closely.
  package let findings: RangeFindings?

  package enum Result: String, CaseIterable, Sendable {
    case equal
    case different
    /// It differs, and something in it is on its way to the party's systems.
    case pending
  }

  package init(
    _ range: IDRange, _ result: Result, count: Int, findings: RangeFindings? = nil
  ) {
    self.range = range
    self.result = result
    self.count = count
    self.findings = findings
  }

  package func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("prefix")
    writer.string(range.text)
    writer.key("result")
    writer.string(result.rawValue)
    writer.key("count")
    writer.integer(count)
    findings?.write(to: &writer)
    writer.endObject()
  }
}

/// Which records of a range differ, by the party's ids and in their order.
package struct RangeFindings: Hashable, Sendable {
  /// In the view and not in the copy.
  package var missing: [String] = []
  /// In the copy and not in the view.
  package var extra: [String] = []
  /// In both, with other content.
  package var different: [String] = []
  /// Differing in any of these ways, and on their way.
  package var pending: [String] = []

  package init() {}

  package var count: Int { missing.count + extra.count + different.count + pending.count }

  /// Lists without elements are left out.
  fileprivate func write(to writer: inout JSONWriter) {
    write(missing, as: "missing", to: &writer)
    write(extra, as: "extra", to: &writer)
    write(different, as: "different", to: &writer)
    write(pending, as: "pending", to: &writer)
  }

  private func write(_ list: [String], as name: String, to writer: inout JSONWriter) {
    guard !list.isEmpty else { return }
    writer.key(name)
    writer.beginArray()
    for id in list { writer.string(id) }
    writer.endArray()
  }
}
