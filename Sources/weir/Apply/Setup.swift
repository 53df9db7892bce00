import Directory
import Wire

/// Brings records into the state that setup lines say: creates what is not there, changes what is
/// otherwise, and leaves the rest alone.
///
/// A line that is refused is reported and does not hold up others. Records are found by their codes.
final class Setup {
  private let api: APIClient
  private let console: Console
  /// From where the paths of tables are seen.
  private let folder: String
  private var bearers: [String: Bearer] = [:]
  private var pending: [Pending] = []
  private(set) var report: SetupReport
  /// Whether everything is only looked at.
  private let isDryRun: Bool

  /// Who speaks: the enterprise, or a partner under a key that was made for this.
  private struct Bearer {
    let known: KnownRecords
    let keyID: String?
  }

  /// A command that waits to be sent with others.
  private struct Pending {
    let number: Int
    let bearer: String?
    let resource: Resource
    let method: HTTPMethod
    let path: String
    let body: JSON
    /// Where the record is to be found afterwards.
    let scope: String?
    let isActivated: Bool
    /// The record's name, and what the line says of the members that are sent.
    let name: String
    var changes: [SetupReport.Change.Member] = []
  }

  static let batchSize = 500

  /// Refused rows of tables are told on the console.
  init(_ api: APIClient, folder: String, on console: Console, isDryRun: Bool = false) {
    self.api = api
    self.folder = folder
    self.console = console
    self.isDryRun = isDryRun
    report = SetupReport(isDryRun: isDryRun)
  }

  /// Errors of the connection pass through; what was applied stays, and a repeat goes on from there.
  func apply(_ lines: [SetupLine]) throws {
    bearers[""] = Bearer(known: KnownRecords(api), keyID: nil)
    pending = []
    do {
      for line in Self.deniesFirst(lines) { try apply(line) }
      try flush()
    } catch {
      // Keys that stay behind are seen in `weir key list`; the first failure is what matters.
      try? endKeys()
      throw error
    }
    try endKeys()
  }

  /// Among rules that follow one another those that deny come first: what they keep back is then never
  /// shown, not even for a moment.
  private static func deniesFirst(_ lines: [SetupLine]) -> [SetupLine] {
    var result: [SetupLine] = []
    for run in lines.split(whereSeparator: { $0.effect == nil }).map({ $0.indices }) {
      result += lines[result.count..<run.lowerBound]
      result += lines[run].filter { $0.effect == "deny" }
      result += lines[run].filter { $0.effect != "deny" }
    }
    return result + lines[result.count...]
  }

  private func apply(_ line: SetupLine) throws {
    // A partner of a line before may still wait to be sent.
    if isDryRun, line.bearer != nil, pending.contains(where: { $0.bearer == nil }) { try flush() }
    guard try canSee(line) else { return report.notCompared += 1 }
    switch line.content {
    case .record(let resource, let body):
      if let last = pending.last,
        last.bearer != line.bearer || last.resource.noun != resource.noun
      {
        try flush()
      }
      try take(line, resource, body)
    case .table(let kind, let path):
      try flush()
      do {
        try bringIn(kind, path, line)
      } catch let unknown as UnknownName {
        report.faults.append(SetupFault(line.number, "\(unknown)"))
      }
    }
    if pending.count >= Self.batchSize { try flush() }
  }

  /// What one partner's key sees, or the enterprise's.
  func known(to bearer: String?) throws -> KnownRecords {
    let name = bearer ?? ""
    if let bearer = bearers[name] { return bearer.known }
    guard let party = try known(to: nil).id(Resource.partner.noun, name, in: nil) else {
      throw UnknownName(noun: Resource.partner.noun, text: name)
    }
    guard !isDryRun else {
      let made = Bearer(known: KnownRecords(api, isPlanned: true), keyID: nil)
      bearers[name] = made
      return made.known
    }
    let answer = try api.write(
      .post, Resource.key.path, body: ["party": .string(party), "name": "weir apply"]
    ).json
    let made = Bearer(
      known: KnownRecords(api.bearing(answer["key"]?.string ?? "")), keyID: answer["id"]?.string)
    bearers[name] = made
    return made.known
  }

  /// Whether a dry run can tell what is there: to see what a partner has takes a key of that partner,
  /// and to make one would be a change.
  private func canSee(_ line: SetupLine) throws -> Bool {
    guard isDryRun, let bearer = line.bearer,
      let party = try known(to: nil).id(Resource.partner.noun, bearer, in: nil)
    else { return true }
    return KnownRecords.isPlanned(party)
  }

  private func endKeys() throws {
    for key in bearers.values.compactMap(\.keyID) {
      _ = try api.write(.delete, "\(Resource.key.path)/\(key)")
    }
    bearers = bearers.filter { $0.value.keyID == nil }
  }

  // MARK: One line

  private func take(_ line: SetupLine, _ resource: Resource, _ body: JSONObject) throws {
    do {
      do {
        try plan(line, resource, body)
      } catch is UnknownName where !pending.isEmpty {
        // What it names may be among what waits.
        try flush()
        try plan(line, resource, body)
      }
    } catch let unknown as UnknownName {
      report.faults.append(SetupFault(line.number, "\(unknown)"))
    }
  }

  /// The rows of a table, as `weir import` brings them in.
  private func bringIn(_ kind: RowKind, _ path: String, _ line: SetupLine) throws {
    let known = try known(to: line.bearer)
    let path = path.hasPrefix("/") ? path : "\(folder)/\(path)"
    guard let format = RowFile.Format(path: path) else { return }
    let file = RowFile(path: path, kind: kind, format: format, encoding: nil, renames: [])
    let session = try ClientSession(Invocation(values: [:]), console, api: known.api)
    let refused = RefusedRows(
      path: path + ".refused.ndjson", columns: try file.columns(), on: console)
    // What is planned for a partner that is planned cannot be asked of the gateway.
    let isPlanned = isDryRun && line.bearer != nil
    let run = Import(
      file, session, query: [QueryItem("kind", kind.rawValue)], fromLine: 1, isDryRun: isDryRun,
      expectsOthers: isDryRun && report.hasCreations, refused: refused)
    if !isPlanned { try run.run() }
    report.add(run.tally, of: kind)
    if isDryRun { try plan(file, for: known, isCounted: isPlanned) }
    if run.tally.refused > 0 {
      report.faults.append(
        SetupFault(
          line.number,
          "\(run.tally.refused) rows of \(path) were refused; \(refused.report ?? "") says why"))
    }
    for resource in SetupLine.resources where resource.collection == kind.rawValue && !isDryRun {
      known.forget(resource)
    }
  }

  /// Takes note of what would be there once a table has come in.
  private func plan(_ file: RowFile, for known: KnownRecords, isCounted: Bool) throws {
    guard let resource = SetupLine.resources.first(where: { $0.collection == file.kind.rawValue })
    else { return }
    try file.read { _ in
    } each: { item in
      guard case .row(let row) = item, let text = try? JSON.parse(row.text) else { return }
      if isCounted { report.count(resource, \.created) }
      if let code = text["code"]?.string { return known.plan(resource, code, in: nil) }
      guard let chain = text["chain"]?.string, let partner = text["partner"]?.string,
        let scope = try known.id(Resource.chain.noun, chain, in: nil),
        let name = try known.id(Resource.partner.noun, partner, in: nil)
      else { return }
      known.plan(resource, name, in: scope)
    }
  }

  private func plan(_ line: SetupLine, _ resource: Resource, _ wanted: JSONObject) throws {
    let known = try known(to: line.bearer)
    var body = try known.resolved(wanted, of: resource)
    let isActivated = resource.noun == Resource.partner.noun && body["state"]?.string == "active"
    if isActivated { body["state"] = nil }
    let scope = resource.scope.flatMap { body[$0.parameter]?.string }
    let name = body[resource.nameMember]?.string
    guard let name, let old = try known.record(resource, name, in: scope),
      let id = old["id"]?.string
    else {
      return pending.append(
        Pending(
          number: line.number, bearer: line.bearer, resource: resource, method: .post,
          path: resource.path, body: .object(body), scope: scope, isActivated: isActivated,
          name: name ?? ""))
    }
    let change = Self.change(to: body, of: old, resource)
    var changes = change.map { member in
      // A reference is shown as the line has it; what stands there now is an id that says nothing.
      let after = wanted[member.name] ?? member.value
      return SetupReport.Change.Member(
        name: member.name, before: after == member.value ? old[member.name] : nil, after: after)
    }
    if isActivated, old["state"]?.string == "pending" {
      try activate(id, line.number)
      changes.append(.init(name: "state", before: "pending", after: "active"))
      if change.isEmpty {
        report.count(resource, \.changed)
        return note(changes, line.number, resource, name)
      }
    }
    guard !change.isEmpty else { return report.count(resource, \.unchanged) }
    pending.append(
      Pending(
        number: line.number, bearer: line.bearer, resource: resource, method: .patch,
        path: "\(resource.path)/\(id)", body: .object(change), scope: scope, isActivated: false,
        name: name, changes: changes))
  }

  private func note(
    _ members: [SetupReport.Change.Member], _ line: Int, _ resource: Resource, _ name: String
  ) {
    guard isDryRun else { return }
    report.changes.append(
      SetupReport.Change(line: line, record: "\(resource.noun) \(name)", members: members))
  }

  /// The members that differ, of those that can be changed.
  private static func change(
    to body: JSONObject, of old: JSON, _ resource: Resource
  ) -> JSONObject {
    let fixed = Set(resource.fields.filter { !$0.isChangeable }.compactMap(\.member.first))
    var change = JSONObject()
    for member in body where !fixed.contains(member.name) {
      let value = old[member.name] ?? .null
      if !isHeld(member.value, by: value) { change[member.name] = member.value }
    }
    return change
  }

  /// Whether a value says nothing that is not so already; lists of texts have no order.
  private static func isHeld(_ wanted: JSON, by present: JSON) -> Bool {
    if let object = wanted.object {
      return object.allSatisfy { isHeld($0.value, by: present[$0.name] ?? .null) }
    }
    guard let list = wanted.array, let held = present.array, list.count == held.count else {
      return wanted == present
    }
    if list.allSatisfy({ $0.string != nil }) {
      return list.compactMap(\.string).sorted() == held.compactMap(\.string).sorted()
    }
    return zip(list, held).allSatisfy { isHeld($0, by: $1) }
  }

  // MARK: Sending

  private func flush() throws {
    guard let first = pending.first else { return }
    let waiting = pending
    pending = []
    let known = try known(to: first.bearer)
    guard !isDryRun else { return waiting.forEach { rehearse($0, known) } }
    let commands = waiting.map { one -> JSON in
      ["method": .string(one.method.name), "path": .string(one.path), "body": one.body]
    }
    let results = try known.api.write(
      .post, "/v1/batch", body: ["commands": .array(commands)]
    ).json["results"]?.array
    for (one, result) in zip(waiting, results ?? []) {
      let body = result["body"] ?? .null
      if result["status"] == 202 {
        let id = body["id"]?.string ?? ""
        let detail =
          "put aside, for it would withdraw more than may go without a person; look with"
          + " `weir staged show \(id)`, then `weir staged allow \(id)` or reject"
        report.faults.append(SetupFault(one.number, detail))
        continue
      }
      guard (200...299).contains(result["status"]?.integer ?? 0) else {
        report.faults.append(SetupFault(one.number, Self.reason(body)))
        continue
      }
      known.keep(body, of: one.resource, in: one.scope)
      report.count(one.resource, one.method == .post ? \.created : \.changed)
      if one.isActivated, let id = body["id"]?.string { try activate(id, one.number) }
    }
  }

  private func rehearse(_ one: Pending, _ known: KnownRecords) {
    let isNew = one.method == .post
    report.count(one.resource, isNew ? \.created : \.changed)
    guard isNew else { return note(one.changes, one.number, one.resource, one.name) }
    known.plan(one.resource, one.name, in: one.scope)
  }

  private func activate(_ partner: String, _ line: Int) throws {
    guard !isDryRun else { return }
    let answer = try api.send(
      .post, "\(Resource.partner.path)/\(partner)/activate", [], body: .object([:]))
    guard !answer.isSuccess else { return }
    report.faults.append(SetupFault(line, Self.reason(answer.json)))
  }

  private static func reason(_ problem: JSON) -> String {
    let errors = (problem["errors"]?.array ?? []).compactMap { error in
      error["detail"]?.string.map { "\(error["pointer"]?.string ?? "") \($0)" }
    }
    return errors.isEmpty
      ? problem["detail"]?.string ?? problem["title"]?.string ?? "it was refused"
      : errors.joined(separator: "; ")
  }
}

extension SetupLine {
  /// What a rule does; nil for everything else.
  fileprivate var effect: String? {
    guard case .record(let resource, let body) = content, resource.noun == Resource.rule.noun
    else { return nil }
    return body["effect"]?.string ?? ""
  }
}
