import Wire

extension Endpoint {
  func encode(into writer: inout FieldWriter) {
    writer.party(1, party)
    writer.text(2, code.text)
    writer.text(3, adapter.text)
    if let url { writer.text(4, url.description) }
    writer.bytes(5, settings.canonicalBytes)
    writer.nested(6) { transport.encode(into: &$0) }
    for secret in secrets {
      writer.nested(7) { secret.encode(into: &$0) }
    }
    switch state {
    case .active: break
    case .paused: writer.number(8, 1)
    case .disabled(let reason): writer.text(9, reason)
    }
    if checkpointDigest { writer.number(10, 1) }
    if scope != .whole { writer.nested(11) { scope.encode(into: &$0) } }
    if scopeVersion > 0 { writer.number(12, UInt64(scopeVersion)) }
  }

  init(id: EndpointID, reader: FieldReader) throws(DamagedRecord) {
    var reader = reader
    var party = Party.enterprise
    var code: Code?
    var adapter: AdapterName?
    var url: HTTPURL?
    var settings = JSON.object([:])
    var transport = Transport()
    var secrets: [SecretSlot] = []
    var state = State.active
    var checkpointDigest = false
    var scope = Scope.whole
    var scopeVersion = 0
    while let entry = try reader.next() {
      switch entry.field {
      case 1: party = .partner(PartnerID(try entry.id()))
      case 2: code = try entry.code()
      case 3: adapter = AdapterName(stored: try entry.requiredText())
      case 4: url = try? HTTPURL(parsing: try entry.text())
      case 5: settings = try Self.settings(entry.bytes())
      case 6: transport = try Transport(reader: entry.reader())
      case 7: secrets.append(try SecretSlot(reader: entry.reader()))
      case 8: state = .paused
      case 9: state = .disabled(reason: try entry.text())
      case 10: checkpointDigest = true
      case 11: scope = try Scope(reader: entry.reader())
      case 12: scopeVersion = try entry.smallNumber()
      default: break
      }
    }
    guard let code, let adapter, url != nil || transport.kind == .pull else {
      throw DamagedRecord("an endpoint without code, adapter or address")
    }
    self.init(
      id: id, party: party, code: code, adapter: adapter, url: url,
      settings: settings, transport: transport, secrets: secrets, state: state,
      checkpointDigest: checkpointDigest, scope: scope, scopeVersion: scopeVersion)
  }

  private static func settings(_ bytes: [UInt8]) throws(DamagedRecord) -> JSON {
    guard let settings = try? JSON.parse(bytes), settings.object != nil else {
      throw DamagedRecord("an endpoint's settings are no JSON object")
    }
    return settings
  }
}

extension Endpoint.Scope {
  /// Sorted, so that the same scope has one encoding; a list that is there is never empty.
  func encode(into writer: inout FieldWriter) {
    for kind in (kinds ?? []).map(\.rawValue).sorted() { writer.number(1, UInt64(kind)) }
    for purpose in (purposes ?? []).map(\.rawValue).sorted() {
      writer.number(2, UInt64(purpose))
    }
    for chain in (chains ?? []).sorted() { writer.id(3, chain.bits) }
  }

  init(reader: FieldReader) throws(DamagedRecord) {
    var reader = reader
    var kinds: Set<RecordKind> = []
    var purposes: Set<Purpose> = []
    var chains: Set<ChainID> = []
    while let entry = try reader.next() {
      switch entry.field {
      case 1: kinds.insert(try entry.choice())
      case 2: purposes.insert(try entry.choice())
      case 3: chains.insert(ChainID(try entry.id()))
      default: break
      }
    }
    self.init(
      kinds: kinds.isEmpty ? nil : kinds, purposes: purposes.isEmpty ? nil : purposes,
      chains: chains.isEmpty ? nil : chains)
  }
}

extension Transport {
  func encode(into writer: inout FieldWriter) {
    writer.number(1, UInt64(version.rawValue))
    writer.number(2, UInt64(connectSeconds))
    writer.number(3, UInt64(totalSeconds))
    writer.number(4, UInt64(parallelRequests))
    if kind != .push { writer.number(5, UInt64(kind.rawValue)) }
  }

  init(reader: FieldReader) throws(DamagedRecord) {
    var reader = reader
    let standard = Transport()
    var version = standard.version
    var connect = standard.connectSeconds
    var total = standard.totalSeconds
    var parallel = standard.parallelRequests
    var kind = Kind.push
    while let entry = try reader.next() {
      switch entry.field {
      case 1: version = try entry.choice()
      case 2: connect = try entry.smallNumber()
      case 3: total = try entry.smallNumber()
      case 4: parallel = try entry.smallNumber()
      case 5: kind = try entry.choice()
      default: break
      }
    }
    guard kind == .push else {
      self = .pull
      return
    }
    do throws(InvalidValue) {
      try self.init(
        version: version, connectSeconds: connect, totalSeconds: total, parallelRequests: parallel)
    } catch {
      throw DamagedRecord("a transport out of its limits")
    }
  }
}

extension SecretSlot {
  func encode(into writer: inout FieldWriter) {
    writer.number(1, UInt64(number))
    writer.number(2, UInt64(scheme.rawValue))
    writer.bytes(3, sealed)
    if let retiresAt {
      writer.number(4, UInt64(bitPattern: retiresAt.microseconds))
    }
  }

  init(reader: FieldReader) throws(DamagedRecord) {
    var reader = reader
    var number: Int?
    var scheme: Scheme?
    var sealed: [UInt8] = []
    var retiresAt: Timestamp?
    while let entry = try reader.next() {
      switch entry.field {
      case 1: number = try entry.smallNumber()
      case 2: scheme = try entry.choice()
      case 3: sealed = try entry.bytes()
      case 4: retiresAt = Timestamp(microseconds: Int64(bitPattern: try entry.number()))
      default: break
      }
    }
    guard let number, let scheme else { throw DamagedRecord("a secret without number or scheme") }
    self.init(number: number, scheme: scheme, sealed: sealed, retiresAt: retiresAt)
  }
}
