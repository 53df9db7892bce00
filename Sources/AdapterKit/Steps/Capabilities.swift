/// What the far side of an adapter can do; the core decides by it.
package struct Capabilities: Hashable, Sendable {
  /// Whether a record can be withdrawn there.
  package let removes: Bool
  /// Whether the far side takes facts beside state.
  package let takesFacts: Bool
  /// Whether requests must carry a secret of the endpoint.
  package let needsSecret: Bool

  package init(removes: Bool, takesFacts: Bool, needsSecret: Bool) {
    self.removes = removes
    self.takesFacts = takesFacts
    self.needsSecret = needsSecret
  }
}
