extension Resource {
  static let agreement = Resource(
    noun: "agreement", collection: "agreements", idPrefix: "agr_",
    summary: "agreements: the most that may be shown to a partner, and what for",
    fields: [
      ResourceField(
        CommandOption("partner", .text("PARTNER"), "the partner, by id or code", isRequired: true),
        .reference("partner"), isChangeable: false),
      .texts(
        "class", "CLASS=LEVEL",
        "the most that is shown of fields of a class: public, business or personal = clear, masked or"
          + " hidden; a class that is not named is hidden", .levels, member: ["ceiling", "classes"]),
      .texts(
        "field", "FIELD=LEVEL", "the most that is shown of one field, whatever its class", .levels,
        member: ["ceiling", "fields"]),
      .texts(
        "purpose", "PURPOSE",
        "what rules may show for: service, sales, supply, after_sales or compliance",
        member: ["purposes"]),
      .time(
        "from", "when it begins to count, such as 2026-12-31T18:00:00Z; empty for none",
        member: ["term", "from"]),
      .time(
        "until",
        "when nothing is shown by it any more, such as 2027-12-31T18:00:00Z; empty for none",
        member: ["term", "until"]),
    ],
    columns: ["id", "partner", "version", "phase", "purposes", "ceiling", "offer"],
    nameMember: "partner",
    isRemovable: false, isBraked: false,
    examples: Examples(
      create: "--partner lindner --class public=clear --class business=clear"
        + " --class personal=masked --purpose service --purpose sales",
      change: "lindner --class personal=clear"),
    actions: [
      ResourceAction(
        name: "accept", summary: "accept wider terms, as the partner, with a key of its own",
        done: "Accepted: these terms are in force.", fields: [.offeredVersion]),
      ResourceAction(
        name: "decline", summary: "decline wider terms, as the partner, with a key of its own",
        done: "Declined: the terms stay as they were.", fields: [.offeredVersion]),
    ])
}

extension ResourceField {
  fileprivate static let offeredVersion = ResourceField(
    CommandOption(
      "version", .integer(1...4_294_967_295), "the version of the offer, as `show` says it",
      isRequired: true), .integer)
}
