extension Resource {
  static let department = Resource(
    noun: "department", collection: "departments", idPrefix: "dep_",
    summary: "departments of your own organization",
    fields: [
      .code, .name,
      ResourceField(
        CommandOption(
          "parent", .text("DEPARTMENT"), "the department above, by id or code; \"\" for none"),
        .optionalReference("department")),
    ],
    columns: ["id", "code", "name", "parent"], scope: .organization,
    examples: Examples(
      create: "--code sales --name Sales", change: "sales --name \"Sales and service\""))

  static let contact = Resource(
    noun: "contact", collection: "contacts", idPrefix: "con_",
    summary: "contacts: people who work for your own organization",
    fields: [
      .code, .name,
      .texts(
        "department", "DEPARTMENT[:POSITION]",
        "a department that the person is in, by id or code, and as what", .placements,
        member: ["departments"]),
      .texts("phone", "NUMBER", "a telephone number, as +4930123456", member: ["phones"]),
      .texts("email", "ADDRESS", "an e-mail address", member: ["emails"]),
      .word("employment", ["active", "leave", "resigned"], "how the person is employed"),
      ResourceField(
        CommandOption(
          "last-day", .text("DATE"), "the last day of work, as 2026-12-31; \"\" for none"),
        .optionalText),
      .texts(
        "custom", "NAME=VALUE:CLASS",
        "a field of your own, and whether it is public, business or personal; `NAME=` removes it",
        .custom, member: ["custom"]),
    ],
    columns: ["id", "code", "name", "phones", "emails", "employment"], scope: .organization,
    examples: Examples(
      create: "--code li.na --name 李娜 --department sales:Manager --phone +8613800138000",
      change: "li.na --phone +8613900139000"))

  static let rule = Resource(
    noun: "rule", collection: "rules", idPrefix: "rul_",
    summary: "rules: whose contacts are seen, by whom, which fields",
    fields: [
      .code,
      .word("effect", ["allow", "deny"], "what it does", isRequired: true),
      .texts(
        "department", "DEPARTMENT", "whose people are seen, with all departments below",
        .references("department"), member: ["seen", "departments"]),
      .texts(
        "contact", "CONTACT", "a single person who is seen", .references("contact"),
        member: ["seen", "contacts"]),
      .texts(
        "partner", "PARTNER", "a partner that sees them", .references("partner"),
        member: ["seen_by", "partners"]),
      .texts(
        "group", "GROUP", "a group whose partners see them", .references("group"),
        member: ["seen_by", "groups"]),
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
    columns: ["id", "code", "effect", "seen", "seen_by", "fields"],
    examples: Examples(
      create: "--code sales-to-north --effect allow --department sales --group sales/north"
        + " --class public=clear --class business=clear --field phones=masked",
      change: "sales-to-north --field phones=clear"))
}
