extension Resource {
  static let endpoint = Resource(
    noun: "endpoint", collection: "endpoints", idPrefix: "end_",
    summary: "endpoints: the systems that receive what a party may see",
    fields: [
      .party,
      .code,
      .text("receiver-url", "URL", "where events are sent", member: ["url"]),
      ResourceField(
        CommandOption(
          "transport", .word(["push", "pull"]),
          "whether events are sent, or asked for with `weir changes` (without it: push)"), .text,
        member: ["transport", "kind"], isChangeable: false),
      .text(
        "adapter", "NAME", "the kind of system (without it: standard-webhooks)",
        isChangeable: false),
      ResourceField(
        CommandOption("settings", .text("JSON"), "what the adapter is told, as a JSON object"),
        .json),
      ResourceField(
        CommandOption("http-version", .word(["http/1.1", "http/2"]), "the version of HTTP"), .text,
        member: ["transport", "version"]),
      transport("connect-seconds", 1...60, "for connecting"),
      transport("total-seconds", 1...120, "for a whole request"),
      transport("parallel-requests", 1...64, "requests under way at a time"),
      .scheme, .secret,
      .texts(
        "kind", "KIND",
        "told are records of this kind alone: department, contact, or link beside contact; empty for"
          + " all",
        .optionalTexts, member: ["scope", "kinds"]),
      .texts(
        "purpose", "PURPOSE",
        "told is what allows for this purpose show: service, sales, supply, after_sales or"
          + " compliance; empty for all", .optionalTexts, member: ["scope", "purposes"]),
      .texts(
        "chain", "CHAIN", "told is what allows show through this chain; empty for all",
        .optionalReferences("chain"), member: ["scope", "chains"]),
      ResourceField(
        CommandOption(
          "checkpoint-digest", .word(["yes", "no"]),
          "whether checkpoints carry the digest of the copy (without it: no)"), .flag),
      ResourceField(
        CommandOption("state", .word(["active", "paused"]), "whether events are sent"), .text,
        isCreatable: false),
    ],
    columns: ["id", "code", "url", "adapter", "scope", "state"], scope: .party, isBraked: false,
    examples: Examples(
      create: "--party lindner --code crm --receiver-url https://crm.lindner.example/weir",
      change: "lindner/crm --state paused"),
    actions: [
      ResourceAction(
        name: "rotate-secret", summary: "give it a new signing key; both sign for a while",
        done: "Rotated: both keys sign until the old one retires.",
        fields: [
          ResourceField(
            CommandOption(
              "overlap-seconds", .integer(0...2_592_000), "how long the old key signs as well"),
            .integer), .scheme, .secret,
        ]),
      ResourceAction(
        name: "snapshot", summary: "begin the copy of one that is pulled from anew",
        done: "Begun: empty the copy, then ask without `after`."),
      ResourceAction(
        name: "checkpoint", summary: "tell it how far its copy has come, to compare",
        done: "Asked: a checkpoint goes out once nothing else is on its way.",
        fields: [
          ResourceField(
            CommandOption(
              "digest", .word(["yes", "no"]), "whether it carries the digest of the copy"), .flag)
        ]),
    ])

  static let key = Resource(
    noun: "key", collection: "keys", idPrefix: "key_", summary: "API keys",
    fields: [.name, .party], columns: ["id", "name", "role", "party"], scope: .party,
    nameMember: "name", isChangeable: false, isBraked: false,
    examples: Examples(create: "--name \"import job\" --party lindner", change: ""))

  /// Every resource there is.
  static let all: [Resource] = [
    chain, group, partner, membership, agreement, department, contact, link, rule, endpoint,
    key,
  ]

  private static func transport(
    _ name: String, _ range: ClosedRange<Int>, _ summary: String
  ) -> ResourceField {
    let option = CommandOption(name, .integer(range), summary)
    return ResourceField(option, .integer, member: ["transport", option.memberName])
  }
}

extension ResourceField {
  fileprivate static let party = ResourceField(
    CommandOption("party", .text("PARTNER"), "whose it is, by id or code; without it your own"),
    .reference("partner"), isChangeable: false)

  fileprivate static let scheme = ResourceField(
    CommandOption("scheme", .word(["hmac-sha256", "ed25519"]), "how it is signed"), .text,
    isChangeable: false)

  fileprivate static let secret = text(
    "secret", "SECRET",
    "a signing key of your own (whsec_... or whsk_...); without it one is drawn",
    isChangeable: false)
}
