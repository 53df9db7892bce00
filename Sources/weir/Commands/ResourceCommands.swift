import Wire

/// The commands of one kind of record, made from its description.
struct ResourceCommands {
  let resource: Resource

  private var noun: String { resource.noun }
  private var article: String { ["endpoint", "agreement"].contains(noun) ? "an" : "a" }

  private static let data = CommandOption(
    "data", .text("JSON|@FILE|-"),
    "the body as JSON, from a file, or from standard input; options are set over it")

  private static let confirmation = CommandOption(
    "confirm", .integer(1...1_000_000_000),
    "remove it though more goes than may go unseen: how many you know to be removed by then")

  private var operand: ProgramCommand.Operand {
    let qualifying = resource.scope.flatMap { $0.qualifiesNames ? $0 : nil }
    let scope = qualifying.map { ", or as \($0.noun.uppercased())/\(nameWord.uppercased())" }
    return .init(
      name: "ID", summary: "the \(noun), by id or \(nameWord)\(scope ?? "")")
  }

  /// What a change of rules would do is counted without doing it.
  private var previewOptions: [CommandOption] {
    noun == Resource.rule.noun ? [RulePreview.option] : []
  }

  private var nameWord: String {
    switch resource.nameMember {
    case "partner": "its partner's code"
    case "from": "the code of whom it leads from"
    default: resource.nameMember
    }
  }

  var command: ProgramCommand {
    var commands = [list, show, create]
    if resource.isChangeable { commands.append(change) }
    if resource.isRemovable { commands.append(remove) }
    commands += resource.actions.map(action)
    if noun == Resource.endpoint.noun {
      commands += [AttemptsCommand.command, RepairCommand.command]
    }
    if [Resource.contact.noun, Resource.department.noun].contains(noun) {
      commands.append(DisclosuresCommand.command(resource))
    }
    return ProgramCommand(
      name: noun, summary: resource.summary,
      examples: ["weir \(noun) list", "weir \(noun) create \(resource.examples.create)"],
      subcommands: commands)
  }

  private var list: ProgramCommand {
    let resource = resource
    let scope = resource.scope.map {
      CommandOption(
        $0.parameter, .text($0.noun.uppercased()), $0.summary, isRequired: $0.isRequired)
    }
    let required = resource.scope.map { $0.isRequired ? " --\($0.parameter) sales" : "" } ?? ""
    return ProgramCommand(
      name: "list", summary: "list \(resource.collection)",
      options: (scope.map { [$0] } ?? []) + ListingCommand.options + APIClient.options,
      examples: ["weir \(noun) list\(required)", "weir \(noun) list\(required) --all --json"]
    ) { told, console in
      try ClientSession(told, console).run { session in
        let query = try resource.scope.flatMap { scope in
          try told[scope.parameter].map {
            [QueryItem(scope.parameter, try session.references.id(scope.noun, $0))]
          }
        }
        try ListingCommand.run(
          resource.path, query ?? [], columns: resource.columns, in: session)
      }
    }
  }

  private var show: ProgramCommand {
    let resource = resource
    return ProgramCommand(
      name: "show", summary: "show one \(noun)", operands: [operand], options: APIClient.options,
      examples: ["weir \(noun) show \(sample)"]
    ) { told, console in
      try ClientSession(told, console).run { session in
        session.show(try session.api.get(session.path(of: resource)))
      }
    }
  }

  private var create: ProgramCommand {
    let resource = resource
    let fields = resource.fields.filter(\.isCreatable)
    return ProgramCommand(
      name: "create", summary: "add \(article) \(noun)",
      options: fields.map(\.option.optional) + [Self.data] + previewOptions + APIClient.options,
      examples: [
        "weir \(noun) create \(resource.examples.create)",
        "weir \(noun) create --data @\(noun).json",
      ]
    ) { told, console in
      try ClientSession(told, console).run(naming: fields) { session in
        if !told.has("data"),
          let missing = fields.map(\.option).first(where: { $0.isRequired && !told.has($0.name) })
        {
          throw UsageError("--\(missing.name) is missing (\(missing.summary)); give it, or --data")
        }
        let answer = try session.api.write(
          .post, resource.path, RulePreview.query(told), body: session.body(fields))
        session.show(rule: answer, "Created.")
      }
    }
  }

  private var change: ProgramCommand {
    let resource = resource
    let fields = resource.fields.filter(\.isChangeable)
    return ProgramCommand(
      name: "change", summary: "change \(article) \(noun); what is not named stays as it is",
      details: ["An option that may be repeated replaces the whole list; \"\" empties it."],
      operands: [operand],
      options: fields.map(\.option.optional) + [Self.data, EntityTagOption.option]
        + previewOptions + APIClient.options,
      examples: ["weir \(noun) change \(resource.examples.change)"]
    ) { told, console in
      try ClientSession(told, console).run(naming: fields) { session in
        guard told.has("data") || fields.contains(where: { told.has($0.option.name) }) else {
          let names = fields.map { "--\($0.option.name)" }.joined(separator: ", ")
          throw UsageError("say what to change: \(names) or --data")
        }
        let path = try session.path(of: resource)
        let answer = try session.api.write(
          .patch, path, RulePreview.query(told), body: session.body(fields),
          ifMatch: EntityTagOption.value(told))
        session.show(rule: answer, "Changed.")
      }
    }
  }

  private var remove: ProgramCommand {
    let resource = resource
    return ProgramCommand(
      name: "remove", summary: "remove \(article) \(noun)", operands: [operand],
      options: resource.removal.map(\.option) + (resource.isBraked ? [Self.confirmation] : [])
        + [EntityTagOption.option] + previewOptions + APIClient.options,
      examples: ["weir \(noun) remove \(sample)"]
    ) { told, console in
      try ClientSession(told, console).run { session in
        let path = try session.path(of: resource)
        let confirmation = told[Self.confirmation.name].map { QueryItem("confirm", $0) }
        let answer = try session.api.write(
          .delete, path,
          (session.children?.query ?? []) + [confirmation].compactMap { $0 }
            + RulePreview.query(told), ifMatch: EntityTagOption.value(told))
        session.show(rule: answer, "Removed.")
      }
    }
  }

  private func action(_ action: ResourceAction) -> ProgramCommand {
    let resource = resource
    return ProgramCommand(
      name: action.name, summary: action.summary, operands: [operand],
      options: action.fields.map(\.option) + [EntityTagOption.option] + APIClient.options,
      examples: ["weir \(noun) \(action.name) \(sample)"]
    ) { told, console in
      try ClientSession(told, console).run(naming: action.fields) { session in
        let path = try session.path(of: resource)
        let plain = action.fields.filter { $0.option.name != "children" }
        var body = try session.body(plain).object ?? [:]
        if let children = try session.children { body["children"] = children.json }
        let answer = try session.api.write(
          .post, "\(path)/\(action.name)", body: body.isEmpty ? nil : .object(body),
          ifMatch: EntityTagOption.value(told))
        session.show(answer, action.done)
      }
    }
  }

  /// A name as it may stand in an example.
  private var sample: String {
    let change = resource.examples.change.split(separator: " ").first.map(String.init)
    return change ?? "\"import job\""
  }
}

extension CommandOption {
  /// Whether it has to be there is seen later, for `--data` may say it.
  fileprivate var optional: CommandOption {
    var option = self
    option.isRequired = false
    return option
  }
}

extension ClientSession {
  /// What `--children` says, if it was given.
  fileprivate var children: ChildrenOption? {
    get throws {
      try told["children"].map { text in
        try ChildrenOption(text) { try references.id("membership", $0) }
      }
    }
  }

  /// Does something with the API, and words its refusals with the options that are meant.
  func run(naming fields: [ResourceField] = [], _ body: (ClientSession) throws -> Void) throws {
    do {
      try body(self)
    } catch let problem as APIProblem {
      if told.wantsJSON, !problem.answer.body.isEmpty { console.say(problem.answer.text) }
      throw CommandFailure(problem.lines(naming: fields).joined(separator: "\n"))
    }
  }
}
