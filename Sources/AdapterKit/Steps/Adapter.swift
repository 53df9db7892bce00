package import Domain
package import Wire

/// The code that speaks one kind of partner system.
///
/// Pure: a step depends on its input alone, performs nothing and keeps nothing. So it is tested
/// without a network, and a recorded exchange is at once its test and a contract.
package protocol Adapter: Sendable {
  /// Under which endpoints choose it.
  var name: AdapterName { get }
  var capabilities: Capabilities { get }

  /// What is wrong with an endpoint's settings; empty if they can be used.
  func problems(in settings: JSON) -> [SettingProblem]

  /// One step of telling the events of one lane.
  func step(_ input: Step) -> Verdict
}

/// One setting that cannot be used.
package struct SettingProblem: Hashable, Sendable {
  /// Where in the settings.
  package let pointer: JSONPointer
  /// What would be accepted.
  package let message: String

  package init(_ pointer: JSONPointer, _ message: String) {
    self.pointer = pointer
    self.message = message
  }
}
