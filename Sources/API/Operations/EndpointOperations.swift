import AdapterKit
import Crypto
import Domain
import Gateway
import Storage
import Views
import Wire

enum EndpointOperations {
  static func list(_ context: ReadContext) throws -> Reply {
    try context.listOfParty(.endpoint)
  }

  static func create(_ context: WriteContext) throws -> Proposal {
    var members = try context.members()
    let party = members.optional("party", .organization(context.ids)) ?? context.caller.party
    let code = members.required("code", .code)
    let isPulled = context.body["transport"]?["kind"]?.string == Transport.Kind.pull.name
    let url = members.optional("url", .url)
    let adapter = members.optional("adapter", .adapter(context.services)) ?? standardAdapter
    let settings = members.optional("settings", .settings(of: adapter, context.services))
    let transport = members.optional("transport", .transport(over: Transport()))
    let digest = members.optional("checkpoint_digest", .bool)
    let scope = members.optional("scope", .endpointScope(context.ids))
    let key = isPulled ? nil : NewSecret(&members, random: context.services.random)
    if isPulled { requireNoSigning(by: adapter, &members) }
    var record: Record?
    let id: EndpointID = context.newID()
    if let code, isPulled || key != nil {
      let secrets = try key.map { key in
        SecretSlot(number: 1, scheme: key.text.scheme, sealed: try context.seal(key, id))
      }
      record = .endpoint(
        Endpoint(
          id: id, party: party, code: code, adapter: adapter, url: url,
          settings: settings ?? .object([:]), transport: transport ?? Transport(),
          secrets: secrets.map { [$0] } ?? [], checkpointDigest: digest ?? false,
          scope: scope ?? .whole))
    }
    return try context.creating(record, extras: key?.extras ?? [], members)
  }

  /// What is given in answers is signed by nobody, and has one form.
  private static func requireNoSigning(by adapter: AdapterName, _ members: inout ObjectReader) {
    let detail = "has no effect where the party asks itself; leave it out"
    for name in ["secret", "scheme"] where members.optional(name, .any) != nil {
      members.reject(name, detail)
    }
    if adapter != standardAdapter { members.reject("adapter", detail) }
  }

  static func change(_ context: WriteContext) throws -> Proposal {
    let known = try context.known(.endpoint)
    let current = context.tree(of: known)
    var members = try context.members()
    var change = Endpoint.Change()
    change.code = members.optional("code", .code)
    change.url = members.optional("url", .url)
    let adapter = known.flatMap { record in
      if case .endpoint(let endpoint) = record { endpoint.adapter } else { nil }
    }
    change.settings = members.merged(
      "settings", into: current, .settings(of: adapter ?? standardAdapter, context.services))
    change.transport = members.merged("transport", into: current, .transport(over: Transport()))
    change.checkpointDigest = members.optional("checkpoint_digest", .bool)
    change.scope = members.mergedOrNull("scope", into: current, .endpointScope(context.ids))
    change.state = members.optional("state", .word([.active, .paused], \.name))
    return try context.changing(.endpoint(context.target(.endpoint), change), of: known, members)
  }

  static func rotateSecret(_ context: WriteContext) throws -> Proposal {
    let id: EndpointID = context.target(.endpoint)
    var members = try context.optionalMembers()
    let overlap = members.optional("overlap_seconds", .integer(0...2_592_000))
    let key = NewSecret(&members, random: context.services.random)
    members.end()
    try context.problems.requireNone()
    guard let key else { throw context.problems.problem }
    let rotation = try SecretRotation(
      scheme: key.text.scheme, sealed: context.seal(key, id),
      overlap: overlap.map { .seconds($0) } ?? SecretRotation.standardOverlap)
    return Proposal(
      .rotateSecret(id, rotation), kind: .endpoint, status: .ok,
      target: context.subject(.endpoint), extras: key.extras)
  }

  /// What an endpoint speaks that does not say.
  private static let standardAdapterName = "standard-webhooks"

  private static var standardAdapter: AdapterName {
    guard let name = try? AdapterName(standardAdapterName) else {
      preconditionFailure("The standard adapter has a name that adapters cannot have.")
    }
    return name
  }
}

extension WriteContext {
  func seal(_ secret: NewSecret, _ endpoint: EndpointID) throws -> [UInt8] {
    try EndpointSecret.seal(
      secret.text.bytes.reveal(), for: endpoint,
      under: reader.session.keys(of: caller.enterprise), random: services.random)
  }
}

extension ReadContext {
  /// The records of a kind that belong to one party: the caller's, or the one that an admin of the
  /// enterprise names.
  func listOfParty(_ kind: RecordKind) throws -> Reply {
    let party = try organization("party")
    guard party == caller.party || caller.isBrand else {
      throw Problem.unknownReference("party", "organization")
    }
    let scope = party.scope(in: caller.enterprise)
    return try Listing(self, filter: "\(scope.bits)").named(kind, in: scope)
  }
}
