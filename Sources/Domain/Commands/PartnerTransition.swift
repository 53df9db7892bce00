/// A step of a partner's life: pending -> active <-> suspended, and from each to terminated.
package enum PartnerTransition: Hashable, Sendable {
  case activate
  case suspend
  case resume
  /// Final; ends the partner's memberships.
  case terminate(children: Command.ChildMemberships?)

  package var name: String {
    switch self {
    case .activate: "activate"
    case .suspend: "suspend"
    case .resume: "resume"
    case .terminate: "terminate"
    }
  }

  /// The state it leads to, or nil if it does not start from `state`.
  func target(from state: Partner.State) -> Partner.State? {
    switch (self, state) {
    case (.activate, .pending): .active
    case (.suspend, .active): .suspended
    case (.resume, .suspended): .active
    case (.terminate, .pending), (.terminate, .active), (.terminate, .suspended): .terminated
    default: nil
    }
  }
}
