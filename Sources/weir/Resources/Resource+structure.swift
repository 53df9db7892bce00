extension Resource {
  static let chain = Resource(
    noun: "chain", collection: "chains", idPrefix: "chn_",
    summary: "chains: the spaces in which partners meet the enterprise",
    fields: [.code, .name], columns: ["id", "code", "name"],
    examples: Examples(
      create: "--code sales --name \"Sales network\"", change: "sales --name \"Dealer network\""))

  static let group = Resource(
    noun: "group", collection: "groups", idPrefix: "grp_",
    summary: "groups of partners within a chain",
    fields: [
      ResourceField(
        CommandOption("chain", .text("CHAIN"), "the chain, by id or code", isRequired: true),
        .reference("chain"), isChangeable: false),
      .code, .name,
      ResourceField(
        CommandOption("parent", .text("GROUP"), "the group above, by id or code; \"\" for none"),
        .optionalReference("group")),
    ],
    columns: ["id", "code", "name", "parent"], scope: .chain,
    examples: Examples(
      create: "--chain sales --code north --name North",
      change: "sales/north --name \"North and east\""))

  static let partner = Resource(
    noun: "partner", collection: "partners", idPrefix: "org_",
    summary: "partners: organizations that are linked to the enterprise",
    fields: [
      .code, .name,
      .word(
        "kind", ["supplier", "dealer", "service_provider", "outlet"], "what it is",
        isRequired: true),
    ],
    columns: ["id", "code", "name", "kind", "state"],
    examples: Examples(
      create: "--code lindner --name \"Lindner Cars\" --kind dealer",
      change: "lindner --name \"Lindner Cars Ltd\""),
    actions: [
      ResourceAction(name: "activate", summary: "let it take part", done: "Activated."),
      ResourceAction(
        name: "suspend", summary: "hold it: nothing is sent, nothing is answered",
        done: "Suspended."),
      ResourceAction(name: "resume", summary: "end a suspension", done: "Resumed."),
      ResourceAction(
        name: "terminate", summary: "end the link: what it was told is withdrawn",
        done: "Terminated.", fields: [.children]),
      ResourceAction(
        name: "rekey",
        summary: "give it other ids: its records are withdrawn and shared under new ones",
        done: "Re-keyed."),
    ])

  static let membership = Resource(
    noun: "membership", collection: "memberships", idPrefix: "mem_",
    summary: "memberships: which partner is in which chain, in which groups",
    fields: [
      ResourceField(
        CommandOption("chain", .text("CHAIN"), "the chain, by id or code", isRequired: true),
        .reference("chain"), isChangeable: false),
      ResourceField(
        CommandOption("partner", .text("PARTNER"), "the partner, by id or code", isRequired: true),
        .reference("partner"), isChangeable: false),
      .texts(
        "group", "GROUP", "a group that it is in, by id or code", .references("group"),
        member: ["groups"]),
      ResourceField(
        CommandOption(
          "parent", .text("MEMBERSHIP"),
          "the membership above, by id or the partner's code; \"\" for none"),
        .optionalReference("membership")),
    ],
    columns: ["id", "partner", "groups", "parent"], scope: .chain, nameMember: "partner",
    examples: Examples(
      create: "--chain sales --partner lindner --group north",
      change: "sales/lindner --group south"),
    removal: [.children])
}

extension Resource.Scope {
  static let chain = Resource.Scope(
    parameter: "chain", noun: "chain", summary: "of this chain, by id or code", isRequired: true)
  static let organization = Resource.Scope(
    parameter: "organization", noun: "partner",
    summary: "of this organization, by id or code, as far as you may see it; without it your own",
    isRequired: false)
  static let party = Resource.Scope(
    parameter: "party", noun: "partner",
    summary: "of this partner, by id or code; without it your own", isRequired: false)
}

extension ResourceField {
  /// What becomes of memberships under one that ends; see `ChildrenOption`.
  static let children = text(
    "children", "end|move|move:MEMBERSHIP",
    "what becomes of the memberships below: `end` ends them, `move` hangs them on none,"
      + " `move:MEMBERSHIP` on that one")
}
