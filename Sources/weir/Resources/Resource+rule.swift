extension Resource {
  static let rule = Resource(
    noun: "rule", collection: "rules", idPrefix: "rul_",
    summary: "rules: whose contacts are seen, by whom, which fields",
    fields: [
      .code,
      .word("effect", ["allow", "deny"], "what it does", isRequired: true),
      .word(
        "purpose", ["service", "sales", "supply", "after_sales", "compliance"],
        "what an allow is for (without it: service); a deny acts whatever its purpose"),
      .time(
        "from", "when it begins to count, such as 2026-12-31T18:00:00Z; empty for none",
        member: ["window", "from"]),
      .time(
        "until", "when it counts no longer, such as 2027-12-31T18:00:00Z; empty for none",
        member: ["window", "until"]),
      .texts(
        "department", "DEPARTMENT", "whose people are seen, with all departments below",
        .references("department"), member: ["seen", "departments"]),
      .texts(
        "single-department", "DEPARTMENT", "whose own people are seen, without departments below",
        .references("department"), member: ["seen", "single_departments"]),
      .texts(
        "contact", "CONTACT", "a single person who is seen", .references("contact"),
        member: ["seen", "contacts"]),
      .texts(
        "position", "POSITION", "everybody in a position of exactly this text is seen",
        member: ["seen", "positions"]),
      .texts(
        "partner", "PARTNER", "a partner that sees them", .references("partner"),
        member: ["seen_by", "partners"]),
      .texts(
        "group", "GROUP", "a group whose partners see them, with all groups below",
        .references("group"), member: ["seen_by", "groups"]),
      .texts(
        "single-group", "GROUP", "a group whose own partners see them, without groups below",
        .references("group"), member: ["seen_by", "single_groups"]),
      .texts(
        "kind", "KIND", "who sees them: every supplier, dealer, service_provider or outlet",
        member: ["seen_by", "kinds"]),
      .texts(
        "tier", "CHAIN:TIER", "partners at this depth of a chain see them; 1 is the top", .tiers,
        member: ["seen_by", "tiers"]),
      .texts(
        "subtree", "PARTNER", "a partner that sees them with everybody below it",
        .references("partner"), member: ["seen_by", "subtrees"]),
      ResourceField(
        CommandOption("to-enterprise", .word(["yes", "no"]), "whether the enterprise sees them"),
        .flag, member: ["seen_by", "enterprise"]),
      .texts(
        "class", "CLASS=LEVEL",
        "how fields of a class are shown: public, business or personal = clear, masked or hidden",
        .levels, member: ["fields", "classes"]),
      .texts(
        "field", "FIELD=LEVEL", "how one field is shown, whatever its class", .levels,
        member: ["fields", "fields"]),
    ],
    columns: ["id", "code", "effect", "purpose", "phase", "seen", "seen_by", "fields"],
    isBraked: false,
    examples: Examples(
      create: "--code sales-to-north --effect allow --department sales --group sales/north"
        + " --class public=clear --class business=clear --field phones=masked",
      change: "sales-to-north --field phones=clear"))
}
