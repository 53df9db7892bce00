import Domain
import Wire

extension CommandMaker {
  /// What brings back how it was before a command; to be asked before the command is performed.
  ///
  /// A copy that only looks at both ends of a stretch does not see the two.
  func undoing(_ made: Made) throws -> Made? {
    switch made.command {
    case .change(let change): try undoing(change).map { Made(command: $0, actor: made.actor) }
    case .create(.link(let link)):
      Made(command: .remove(link.id.record, .link), actor: made.actor)
    case .create(.rule(let rule)):
      Made(command: .remove(rule.id.record, .rule), actor: made.actor)
    case .remove(let id, .rule):
      // Another rule that says the same.
      if case .rule(let rule)? = cast.world.records[id] {
        Made(
          command: .create(
            .rule(
              try cast.newRule(
                of: rule.organization, rule.effect, seen: rule.seen, by: rule.seenBy, rule.fields,
                rule.purpose))),
          actor: made.actor)
      } else {
        nil
      }
    case .settleAgreement(let id, .accept):
      // What was accepted is narrowed back.
      if case .agreement(let agreement)? = cast.world.records[id.record] {
        Made(command: .change(.agreement(id, .init(setting: agreement.terms))))
      } else {
        nil
      }
    case .movePartner(let id, .suspend):
      Made(command: .movePartner(id, .resume), actor: made.actor)
    case .movePartner(let id, .resume):
      Made(command: .movePartner(id, .suspend), actor: made.actor)
    default: nil
    }
  }

  private func undoing(_ change: RecordChange) throws -> Command? {
    let records = cast.world.records
    switch change {
    case .contact(let id, _):
      guard case .contact(let old)? = records[id.record] else { return nil }
      var back = Contact.Change()
      back.name = old.name
      back.placements = old.placements
      back.phones = old.phones
      back.employment = old.employment
      back.lastDay = .some(old.lastDay)
      back.custom = old.custom
      return .change(.contact(id, back))
    case .department(let id, _):
      guard case .department(let old)? = records[id.record] else { return nil }
      return .change(
        .department(id, Department.Change(parent: .some(old.parent), name: old.name)))
    case .membership(let id, _):
      guard case .membership(let old)? = records[id.record] else { return nil }
      return .change(
        .membership(id, Membership.Change(groups: old.groups, parent: .some(old.parent))))
    case .group(let id, _):
      guard case .group(let old)? = records[id.record] else { return nil }
      return .change(.group(id, Group.Change(parent: .some(old.parent))))
    case .rule(let id, _):
      guard case .rule(let old)? = records[id.record] else { return nil }
      var back = Rule.Change()
      back.effect = old.effect
      back.fields = old.fields
      back.seen = old.seen
      back.seenBy = old.seenBy
      back.purpose = old.purpose
      back.window = .some(old.window)
      return .change(.rule(id, back))
    case .endpoint(let id, let change):
      guard change.scope != nil, case .endpoint(let old)? = records[id.record] else { return nil }
      var back = Endpoint.Change()
      back.scope = old.scope
      return .change(.endpoint(id, back))
    default: return nil
    }
  }
}
