import Domain
import Gateway
import Storage
import Synchronization
import Views
package import Wire

extension APIService {
  /// What became of a request on the thread that brought it.
  private enum Step {
    case done(Reply)
    case command(PendingCommand)
    case batch([BatchItem])
    case changes(AskedChanges)
    case comparison(AskedComparison)
    case repair(AskedRepair)
    case rows(ImportRequest, Caller)
    case later(LaterAnswer)
  }

  /// Makes an answer; to be called once, on the thread that sends it.
  package typealias Wording = @Sendable () -> HTTPResponse

  /// Answers at once, or nil where `completion` is called later, or was called already; once, on any
  /// thread.
  ///
  /// What `completion` is given words the answer: the thread that commits has better things to do.
  package func answer(
    _ request: HTTPServerRequest, onThread thread: Int,
    completion: @escaping @Sendable (@escaping Wording) -> Void
  ) -> HTTPResponse? {
    switch step(request, onThread: thread) {
    case .done(let reply):
      return reply.response
    case .command(let command):
      carryOut(command) { wording in completion { wording().response } }
      return nil
    case .batch(let items):
      return submit(items, completion: completion)
    case .changes(let asked):
      gateway.pull(asked.request) { [gateway] result in
        completion { asked.reply(to: result, in: gateway.state).response }
      }
      return nil
    case .comparison(let asked):
      gateway.compare(asked.request) { result in completion { asked.reply(to: result).response } }
      return nil
    case .repair(let asked):
      asked.run(gateway) { reply in completion { reply.response } }
      return nil
    case .later(let later):
      later.run(gateway) { reply in completion { reply().response } }
      return nil
    case .rows(let request, let caller):
      return submit(request, by: caller, completion: completion)
    }
  }

  private func carryOut(
    _ command: PendingCommand,
    _ completion: @escaping @Sendable (@escaping LaterAnswer.Wording) -> Void
  ) {
    switch command.proposal.forecast {
    case .none:
      gateway.submit(command.submission { result in completion { command.reply(to: result) } })
    case .braked(let staging):
      BrakedCommand(command: command, staging: staging).run(gateway, completion)
    case .preview(let slot):
      gateway.count(command.movement(sampleLimit: MovementAnswer.sampleLimit)) { result in
        completion { MovementAnswer(command, slot).reply(to: result) }
      }
    }
  }

  /// Refuses what can be refused before the body has been read; nil lets the request in.
  package func refusal(
    _ method: HTTPMethod, _ target: HTTPTarget, _ fields: HTTPFields, onThread thread: Int
  ) -> HTTPResponse? {
    // Without a body there is nothing to be spared: `answer` looks at the same things.
    guard fields.contains(.contentLength) || fields.contains(.transferEncoding) else { return nil }
    do {
      try RequestLimits.requireFields(fields)
      let match = try router.match(method, target)
      if let length = fields.first(.contentLength).flatMap({ Int($0) }) {
        try RequestLimits.requireBody(length, within: match.route)
      }
      if case .open = match.route.action { return nil }
      return try slot(of: thread).reader.withLock { reader in
        try reader.session.follow()
        _ = try reader.session.caller(of: fields)
        return nil
      }
    } catch {
      return Self.reply(to: error).response
    }
  }

  private func step(_ request: HTTPServerRequest, onThread thread: Int) -> Step {
    do {
      try RequestLimits.requireFields(request.fields)
      let match = try router.match(request.method, request.target)
      if case .open(let answer) = match.route.action { return .done(answer(self)) }
      let slot = slot(of: thread)
      return try slot.reader.withLock { reader in
        try reader.session.follow()
        let caller = try reader.session.caller(of: request.fields)
        let desk = Desk(reader: reader, slot: slot)
        guard caller.ids.epoch > 0 else { return try step(request, match, caller, desk) }
        let request = try OlderIDs(caller, reader.session).replaced(in: request)
        return try step(
          request, router.match(request.method, request.target), caller, desk)
      }
    } catch {
      return .done(Self.reply(to: error))
    }
  }

  private func step(
    _ request: HTTPServerRequest, _ match: Router.Match, _ caller: Caller, _ desk: Desk
  ) throws -> Step {
    switch match.route.action {
    case .open(let answer):
      return .done(answer(self))
    case .read(let read):
      let context = try readContext(request, match, caller, desk)
      // A listing notes more about its parameters before it tells.
      if !match.route.query.contains("cursor") { try context.query.requireNoProblems() }
      return .done(try read(context))
    case .changes:
      let context = try readContext(request, match, caller, desk)
      return .changes(try ChangesOperations.read(context))
    case .write:
      return .command(try command(request, match, caller, desk))
    case .ask(let ask):
      return .done(try answer(request, match, caller, desk, ask))
    case .compare:
      let context = try context(request, match, caller, desk)
      return .comparison(try ComparisonOperations.read(context))
    case .repair:
      return .repair(try RepairOperations.read(try context(request, match, caller, desk)))
    case .later(let make):
      return .later(try make(try context(request, match, caller, desk)))
    case .batch:
      return .batch(try batch(request, match.route, caller, desk))
    case .rows:
      let context = try readContext(request, match, caller, desk)
      switch try importStep(request, match.route, context) {
      case .done(let reply): return .done(reply)
      case .run(let rows, let caller): return .rows(rows, caller)
      }
    }
  }

  private func readContext(
    _ request: HTTPServerRequest, _ match: Router.Match, _ caller: Caller, _ desk: Desk
  ) throws -> ReadContext {
    let query = try Query(request.target, known: match.route.query, problems: FieldProblems())
    return ReadContext(
      caller: caller, reader: desk.reader, identifier: match.identifier, query: query,
      fields: request.fields, operation: match.route.operation, services: services)
  }

  private func answer(
    _ request: HTTPServerRequest, _ match: Router.Match, _ caller: Caller, _ desk: Desk,
    _ ask: (WriteContext, Gateway) throws -> Reply
  ) throws -> Reply {
    try ask(try context(request, match, caller, desk), gateway)
  }

  private func context(
    _ request: HTTPServerRequest, _ match: Router.Match, _ caller: Caller, _ desk: Desk
  ) throws -> WriteContext {
    try RequestLimits.requireBody(request.body.count, within: match.route)
    let problems = FieldProblems()
    let query = try Query(request.target, known: match.route.query, problems: problems)
    return WriteContext(
      caller: caller, desk: desk, identifier: match.identifier, query: query,
      body: try JSONBody.read(request), services: services, problems: problems)
  }

  private func command(
    _ request: HTTPServerRequest, _ match: Router.Match, _ caller: Caller, _ desk: Desk
  ) throws -> PendingCommand {
    try RequestLimits.requireBody(request.body.count, within: match.route)
    let key = try IdempotencyKeyText(request.fields)
    let wish = Wish(
      method: request.method, target: request.target, body: try JSONBody.read(request),
      condition: try EntityTagCondition(request.fields.all(.ifMatch)), key: key?.text)
    return try wish.command(match, caller, desk, services)
  }

  /// Whatever went wrong in the words of the API; what is not the caller's doing is not explained.
  static func reply(to error: any Error) -> Reply {
    ((error as? Problem) ?? Problem.readFailed).reply
  }
}
