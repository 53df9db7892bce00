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
}

extension Resource {
  static let link = Resource(
    noun: "link", collection: "links", idPrefix: "lnk_",
    summary: "links: who reports to whom in your own organization",
    fields: [
      .word("type", ["reports_to"], "what the link says", isChangeable: false),
      ResourceField(
        CommandOption("from", .text("CONTACT"), "who reports, by id or code", isRequired: true),
        .reference("contact"), isChangeable: false),
      ResourceField(
        CommandOption("to", .text("CONTACT"), "to whom, by id or code", isRequired: true),
        .reference("contact")),
    ],
    columns: ["id", "type", "from", "to"],
    scope: Scope(
      parameter: "contact", noun: "contact", summary: "those from or to one contact, by id or code",
      isRequired: false, qualifiesNames: false),
    nameMember: "from", isBraked: false,
    examples: Examples(create: "--from zhang.wei --to wang.fang", change: "zhang.wei --to li.na"))
}
