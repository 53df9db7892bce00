/// `weir contact disclosures`: who was told a record, which of its fields, and until when.
enum DisclosuresCommand {
  static func command(_ resource: Resource) -> ProgramCommand {
    let noun = resource.noun
    return ProgramCommand(
      name: "disclosures", summary: "list to which endpoints a \(noun) was told, and until when",
      details: [
        "One line for each stretch from a first telling to its withdrawal. Removed endpoints stay in",
        "the list, and a removed \(noun) is named by its id. For keys of the enterprise.",
      ],
      operands: [.init(name: "ID", summary: "the \(noun), by id or code")],
      options: ListingCommand.options + APIClient.options,
      examples: ["weir \(noun) disclosures \(noun == "contact" ? "li.na" : "sales")"]
    ) { told, console in
      try ClientSession(told, console).run { session in
        let path = try session.path(of: resource) + "/disclosures"
        try ListingCommand.run(path, [], columns: columns, in: session)
      }
    }
  }

  private static let columns = [
    "party", "endpoint_code", "classes", "since", "withdrawn_at", "endpoint",
  ]
}
