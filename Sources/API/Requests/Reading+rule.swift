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
