/// Whose contacts are seen, by whom, and which fields.
///
/// A rule speaks of the records of its own organization only. There is no priority: a field's level
/// is the greatest of all matching allows, cut down to the least of all matching denies.
package struct Rule: Hashable, Sendable {
  package let id: RuleID
  package let organization: Party
  package var code: Code
  package var effect: Effect
  package var seen: Seen
  package var seenBy: SeenBy
  package var fields: FieldLevels
  /// What an allow is for; a deny acts whatever its purpose.
  package var purpose: Purpose
  /// When it counts; nil where it always does.
  package var window: Window?
  /// How far its window has come: moved by decisions only, so that nobody has to look at a clock to
  /// know what it gives.
  package internal(set) var phase: Window.Phase

  /// Each list of one rule has at most this many members.
  package static let selectorLimit = 1_000

  package init(
    id: RuleID, organization: Party, code: Code, effect: Effect, seen: Seen, seenBy: SeenBy,
    fields: FieldLevels, purpose: Purpose = .standard, window: Window? = nil,
    phase: Window.Phase = .open
  ) {
    self.id = id
    self.organization = organization
    self.code = code
    self.effect = effect
    self.seen = seen
    self.seenBy = seenBy
    self.fields = fields
    self.purpose = purpose
    self.window = window
    self.phase = phase
  }

  /// Whether a rule gives or takes; a deny always wins.
  package enum Effect: UInt8, CaseIterable, Sendable {
    case allow = 1
    case deny = 2

    package var name: String {
      switch self {
      case .allow: "allow"
      case .deny: "deny"
      }
    }

    package init?(name: String) {
      guard let match = Self.allCases.first(where: { $0.name == name }) else { return nil }
      self = match
    }
  }

  /// What a change may set; nil leaves a field as it is.
  package struct Change: Hashable, Sendable {
    package var code: Code?
    package var effect: Effect?
    package var seen: Seen?
    package var seenBy: SeenBy?
    package var fields: FieldLevels?
    package var purpose: Purpose?
    /// Set to nil within, it takes the window away.
    package var window: Window??

    package init() {}
  }

  func applying(_ change: Change) -> Self {
    var result = self
    result.code = change.code ?? code
    result.effect = change.effect ?? effect
    result.seen = change.seen ?? seen
    result.seenBy = change.seenBy ?? seenBy
    result.fields = change.fields ?? fields
    result.purpose = change.purpose ?? purpose
    result.window = change.window ?? window
    return result
  }
}
