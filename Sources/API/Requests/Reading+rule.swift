import Domain
import Views
import Wire

extension Reading<Rule.Seen> {
  static func seen(_ ids: PartyIDs) -> Reading {
    Reading { input in
      guard var members = ObjectReader(input) else { return nil }
      let departments: [DepartmentID]? =
        members.optional("departments", .list(.id(.department, ids)))
      let singleDepartments: [DepartmentID]? =
        members.optional("single_departments", .list(.id(.department, ids)))
      let contacts: [ContactID]? = members.optional("contacts", .list(.id(.contact, ids)))
      let positions = members.optional("positions", .list(.name))
      members.end()
      return Rule.Seen(
        departments: departments ?? [], singleDepartments: singleDepartments ?? [],
        contacts: contacts ?? [], positions: positions ?? [])
    }
  }
}

extension Reading<Rule.SeenBy> {
  static func seenBy(_ ids: PartyIDs) -> Reading {
    Reading { input in
      guard var members = ObjectReader(input) else { return nil }
      let enterprise = members.optional("enterprise", .bool)
      let partners: [PartnerID]? = members.optional("partners", .list(.id(.partner, ids)))
      let groups: [GroupID]? = members.optional("groups", .list(.id(.group, ids)))
      let singleGroups: [GroupID]? = members.optional("single_groups", .list(.id(.group, ids)))
      let kinds = members.optional("kinds", .list(.partnerKind))
      let tiers = members.optional("tiers", .list(.tier(ids)))
      let subtrees: [PartnerID]? = members.optional("subtrees", .list(.id(.partner, ids)))
      members.end()
      return Rule.SeenBy(
        enterprise: enterprise ?? false, partners: partners ?? [], groups: groups ?? [],
        singleGroups: singleGroups ?? [], kinds: kinds ?? [], tiers: tiers ?? [],
        subtrees: subtrees ?? [])
    }
  }
}

extension Reading<Window> {
  static var window: Reading {
    Reading { input in
      guard var members = ObjectReader(input) else { return nil }
      let from = members.optional("from", .nullable(.time))
      let until = members.optional("until", .nullable(.time))
      members.end()
      // What was no time was said already.
      if members.has("from") && from == nil || members.has("until") && until == nil { return nil }
      do throws(Window.Fault) {
        return try Window(from: from ?? nil, until: until ?? nil)
      } catch {
        switch error {
        case .endsBeforeStart: members.reject("until", "must be later than `from`")
        case .open: return input.fail("must say `from`, `until` or both")
        }
        return nil
      }
    }
  }

}

extension Reading<Window?> {
  /// What a change makes of a window: null, or one with neither end, takes it away.
  static var windowOrNone: Reading {
    Reading { input in
      let ends = ["from", "until"].map { input.value.object?[$0] ?? .null }
      let isEmpty = input.value.object?.allSatisfy { ["from", "until"].contains($0.name) } ?? false
      if input.value.isNull || isEmpty && ends.allSatisfy(\.isNull) { return .some(nil) }
      return Reading<Window>.window.read(input).map { .some($0) }
    }
  }
}

extension Reading<Timestamp> {
  static var time: Reading {
    Reading { input in
      input.value.string.flatMap { Timestamp(rfc3339: $0) }
        ?? input.fail("must be a time such as 2026-12-31T18:00:00Z")
    }
  }
}

extension Reading<Tier> {
  static func tier(_ ids: PartyIDs) -> Reading {
    Reading { input in
      guard var members = ObjectReader(input) else { return nil }
      let chain: ChainID? = members.required("chain", .id(.chain, ids))
      let depth = members.required("tier", .integer(Tier.depths))
      members.end()
      guard let chain, let depth else { return nil }
      return Tier(chain: chain, depth: depth)
    }
  }
}
