import Gateway
import Wire

extension APIService {
  /// The commands of a batch, each made into a submission or refused for itself.
  func batch(
    _ request: HTTPServerRequest, _ route: Route, _ caller: Caller, _ desk: Desk
  ) throws -> [BatchItem] {
    try RequestLimits.requireBody(request.body.count, within: route)
    let key = try IdempotencyKeyText(request.fields)
    let problems = FieldProblems()
    _ = try Query(request.target, known: route.query, problems: problems)
    let body = FieldInput(
      value: try JSONBody.read(request), pointer: .root, problems: problems)
    guard var members = ObjectReader(body) else { throw problems.problem }
    let commands = members.required("commands", .commands)
    members.end()
    try problems.requireNone()
    return (commands ?? []).enumerated().map { position, value in
      item(value, key: key.map { "\($0.text)#\(position)" }, caller, desk)
    }
  }

  private func item(
    _ value: JSON, key: String?, _ caller: Caller, _ desk: Desk
  ) -> BatchItem {
    do {
      let problems = FieldProblems()
      let input = FieldInput(value: value, pointer: .root, problems: problems)
      guard var members = ObjectReader(input) else { throw problems.problem }
      let wish = try members.wish(key: key)
      try problems.requireNone()
      guard let wish else { throw problems.problem }
      let match = try router.match(wish.method, wish.target)
      let command = try wish.command(match, caller, desk, services)
      if case .preview = command.proposal.forecast {
        throw Problem(
          .invalidRequest, "a preview carries nothing out; send it in a request of its own")
      }
      return .command(command)
    } catch {
      return .refused(Self.reply(to: error))
    }
  }

  /// Hands the commands over together; the answer is at hand at once only where there are none.
  func submit(
    _ items: [BatchItem], completion: @escaping @Sendable (@escaping Wording) -> Void
  ) -> HTTPResponse? {
    let answer = BatchAnswer(items)
    let commands = items.enumerated().compactMap { position, item in
      if case .command(let command) = item { (position: position, command: command) } else { nil }
    }
    guard !commands.isEmpty else { return answer.whole.response }
    BatchRun(commands, into: answer) { completion { answer.whole.response } }.start(gateway)
    return nil
  }
}

extension Reading<[JSON]> {
  /// The commands of a batch, as they stand.
  static var commands: Reading {
    Reading { input in
      guard let commands = input.value.array else { return input.fail("must be an array") }
      guard commands.count <= RequestLimits.batchCommands else {
        return input.fail(
          "has \(commands.count) commands, a batch at most \(RequestLimits.batchCommands);"
            + " send several")
      }
      return commands
    }
  }
}
