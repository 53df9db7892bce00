/// Why a command was not accepted; a refused command changes nothing.
package struct Refusal: Error, Hashable, Sendable, CustomStringConvertible {
  package let reason: Reason
  /// One sentence for a person, ending in what to do about it.
  package let description: String
  /// The field of the request that is at fault, in the words of the API, where there is one.
  package let field: String?
  /// The numbers of a refused removal.
  package let excess: RemovalExcess?

  package init(
    _ reason: Reason, _ description: String, field: String? = nil, excess: RemovalExcess? = nil
  ) {
    self.reason = reason
    self.description = description
    self.field = field
    self.excess = excess
  }

  /// The stable part of a refusal: machines act on it.
  package enum Reason: String, CaseIterable, Sendable {
    /// There is no such record, or none that the actor may know of.
    case notFound = "not-found"
    /// The name is taken within its scope.
    case alreadyExists = "already-exists"
    /// Something hangs on the record.
    case inUse = "in-use"
    /// The record is not in a state from which this can be done.
    case wrongState = "wrong-state"
    /// A value names something that is not there or contradicts another.
    case invalidReference = "invalid-reference"
    /// A value is outside what is allowed.
    case invalidValue = "invalid-value"
    /// The record is not in the version that the caller expected.
    case preconditionFailed = "precondition-failed"
    /// The actor may know of the record but not do this to it.
    case forbidden = "forbidden"
    /// One command may not touch so much.
    case tooLarge = "too-large"
    /// As much may not be removed within the window unless a person confirms it.
    case removalBrake = "removal-brake"
  }

  package static func notFound(_ kind: RecordKind) -> Refusal {
    Refusal(.notFound, "there is no such \(kind.name); check the id, or list what is there")
  }

  static func unknown(_ kind: RecordKind, field: String) -> Refusal {
    Refusal(
      .invalidReference, "`\(field)` names no \(kind.name) that can be used here", field: field)
  }
}
