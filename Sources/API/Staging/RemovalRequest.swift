import Domain
import Gateway
import Storage
import Views
import Wire

/// Records that shall go together: at once where they are few, else when a person has allowed it.
struct RemovalRequest: Sendable {
  let caller: Caller
  let kind: RecordKind
  /// Those that are there, children before their parents.
  let records: [RecordID]
  /// How many were named that are not there.
  let missing: Int
  let slot: APIService.ThreadSlot

  /// At most so many go by one request.
  static let mostRecords = 10_000

  /// Reads the request, and counts on the state as it stands now.
  static func read(_ context: WriteContext) throws -> LaterAnswer {
    var members = try context.members()
    let kind = members.required("kind", .removedKind)
    let ids = members.required("records", .named(upTo: mostRecords))
    let total = members.optional("total", .integer(0...1_000_000_000))
    let isDryRun = members.optional("dry_run", .bool) ?? false
    members.end()
    try context.problems.requireNone()
    guard let kind, let ids else { throw context.problems.problem }
    let request = try RemovalRequest(context, kind, ids.map { context.ids.record($0, kind) })
    let excess = try context.reader.session.excess(
      removing: max(request.records.count, total ?? 0), of: context.caller.party,
      in: context.caller.enterprise, at: context.services.clock.now())
    if isDryRun { return LaterAnswer(request.rehearsal(excess)) }
    guard excess != nil, !request.records.isEmpty else {
      return RemovalRun(request, confirmation: nil).answer { $0.reply }
    }
    let count = request.count(on: context.reader.session.topology(of: context.caller.enterprise))
    return context.staging(.removals(kind, request.records), count)
  }

  /// What a person has allowed.
  init(allowed records: [RecordID], _ kind: RecordKind, _ context: WriteContext) throws {
    try self.init(context, kind, records.map { Optional($0) })
  }

  /// Nil stands for an id that names nothing.
  private init(_ context: WriteContext, _ kind: RecordKind, _ ids: [RecordID?]) throws {
    let session = context.reader.session
    let enterprise = context.caller.enterprise
    let head = try session.head(of: enterprise).position
    var found: [RecordID] = []
    for id in Set(ids.compactMap { $0 }) {
      let record = try session.record(id, kind, at: head, in: enterprise)
      if record?.owner == context.caller.party { found.append(id) }
    }
    caller = context.caller
    self.kind = kind
    slot = context.desk.slot
    missing = ids.count - found.count
    records = Self.childrenFirst(found, kind, session.topology(of: enterprise))
  }

  /// Also the same order each time, so that the same wish is staged once.
  private static func childrenFirst(
    _ ids: [RecordID], _ kind: RecordKind, _ topology: Topology
  ) -> [RecordID] {
    guard kind == .department else { return ids.sorted() }
    func depth(_ id: RecordID) -> Int {
      var depth = 0
      var next: DepartmentID? = DepartmentID(id)
      while let current = next, depth < 64 {
        next = topology.departments[current]?.parent
        depth += 1
      }
      return depth
    }
    let depths = Dictionary(uniqueKeysWithValues: ids.map { ($0, depth($0)) })
    return ids.sorted { left, right in
      (depths[right] ?? 0, left) < (depths[left] ?? 0, right)
    }
  }

  func count(on topology: Topology) -> StagedChange.Count {
    StagedChange.Count(
      structure: topology.structure, records: records.count,
      sample: records.prefix(StagedChange.Count.sampleLimit).map { .init(record: $0, kind: kind) })
  }

  private func rehearsal(_ excess: RemovalExcess?) -> Reply {
    RemovalRun.Result(
      isDryRun: true, removed: records.count, missing: missing, refused: [],
      needsApproval: excess != nil && !records.isEmpty
    ).reply
  }
}

extension Reading<RecordKind> {
  /// What can be removed many at a time.
  static var removedKind: Reading { .word([.contact, .department], \.collection) }
}

extension Reading<[String]> {
  fileprivate static func named(upTo limit: Int) -> Reading {
    Reading { input in
      guard let texts = Reading<[String]>.list(.made { $0 }).read(input) else { return nil }
      guard texts.count <= limit else {
        return input.fail("has \(texts.count) records, a request at most \(limit); send several")
      }
      return texts
    }
  }
}
