package import Views
package import Wire

extension RangeVerdict {
  /// Reads one element of the answer's `ranges`; members that are not known are passed over.
  package init?(_ value: JSON) {
    guard let range = value["prefix"]?.string.flatMap({ IDRange($0) }),
      let result = value["result"]?.string.flatMap({ Result(rawValue: $0) }),
      let count = value["count"]?.integer
    else { return nil }
    var findings = RangeFindings()
    findings.missing = value.texts("missing")
    findings.extra = value.texts("extra")
    findings.different = value.texts("different")
    findings.pending = value.texts("pending")
    self.init(
      range, result, count: Int(clamping: count), findings: findings.count == 0 ? nil : findings)
  }
}

extension JSON {
  fileprivate func texts(_ name: String) -> [String] {
    (self[name]?.array ?? []).compactMap(\.string)
  }
}
