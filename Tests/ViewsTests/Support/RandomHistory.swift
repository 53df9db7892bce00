import Crypto

@testable import Domain
@testable import Views

/// Draws entries that keep the structure sound: trees without cycles, references that are there.
struct RandomHistory {
  private var generator: RandomGenerator
  private let random: SeededRandom
  private(set) var stage: Stage

  init(seed: UInt64) throws {
    // Not the stage's stream, from which the same ids would come.
    random = SeededRandom(seed: ~seed)
    generator = RandomGenerator(random)
    stage = Stage(seed: seed)
    let chain = stage.chain("chain")
    for number in 0..<6 {
      let partner = stage.partner("p\(number)", number == 5 ? .pending : .active)
      if number > 0 { stage.join(partner, chain) }
    }
    for number in 0..<3 { _ = stage.group("g\(number)", in: chain) }
    for party in parties.prefix(3) {
      let top = stage.department("top", of: party)
      for _ in 0..<2 { _ = stage.contact("c", of: party, in: [top.id]) }
    }
    try stage.prepareIDs(of: parties)
  }

  private var sorted: [Record] { stage.records.values.sorted { $0.id < $1.id } }

  var parties: [Party] {
    [.enterprise]
      + sorted.compactMap {
        if case .partner(let partner) = $0 { .partner(partner.id) } else { nil }
      }
  }

  private var departments: [Department] {
    sorted.compactMap { if case .department(let record) = $0 { record } else { nil } }
  }
  var contacts: [Contact] {
    sorted.compactMap { if case .contact(let record) = $0 { record } else { nil } }
  }
  private var groups: [Group] {
    sorted.compactMap { if case .group(let record) = $0 { record } else { nil } }
  }
  private var rules: [Rule] {
    sorted.compactMap { if case .rule(let record) = $0 { record } else { nil } }
  }
  private var places: [Membership] {
    sorted.compactMap { if case .membership(let record) = $0 { record } else { nil } }
  }

  private mutating func number(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &generator) }
  private mutating func pick<Value>(_ values: [Value]) -> Value? {
    values.randomElement(using: &generator)
  }

  /// The versions of the next entry.
  mutating func next() -> [(RecordID, Record?)] {
    let kinds: [(inout RandomHistory) -> Record?] = [
      { $0.department() }, { $0.movedDepartment() }, { $0.contact() }, { $0.changedContact() },
      { $0.changedContact() }, { $0.rule() }, { $0.rule() }, { $0.changedRule() },
      { $0.movedGroup() }, { $0.place() }, { $0.changedPlace() }, { $0.movedPartner() },
      { $0.agreement() }, { $0.agreement() },
    ]
    let drawn = number(kinds.count + 2)
    if drawn < kinds.count {
      return kinds[drawn](&self).map { [($0.id, $0)] } ?? []
    }
    return drawn == kinds.count ? removal() : termination()
  }

  mutating func write(_ versions: [(RecordID, Record?)]) -> Stage.Outcome {
    stage.write(versions)
  }

  private mutating func department() -> Record? {
    guard let party = pick(parties) else { return nil }
    let parent = pick(departments.filter { $0.organization == party })
    return .department(
      Department(
        id: .init(from: random), organization: party, parent: number(4) == 0 ? nil : parent?.id,
        code: "d", name: "D"))
  }

  private mutating func movedDepartment() -> Record? {
    guard var department = pick(departments) else { return nil }
    let below = Set(stage.topology.descendants(from: department.id))
    let parents = departments.filter {
      $0.organization == department.organization && !below.contains($0.id)
    }
    department.parent = number(4) == 0 ? nil : pick(parents)?.id
    department.name = Name(stored: "D\(number(3))")
    return .department(department)
  }

  private mutating func contact() -> Record? {
    guard let department = pick(departments) else { return nil }
    return .contact(
      Contact(
        id: .init(from: random), organization: department.organization, code: "c", name: "C",
        placements: [.init(department: department.id, position: position())]))
  }

  private mutating func position() -> Name? { pick([nil, "Manager", "Clerk", "Driver"]) ?? nil }

  private mutating func changedContact() -> Record? {
    guard var contact = pick(contacts) else { return nil }
    contact.name = Name(stored: "N\(number(5))")
    let own = departments.filter { $0.organization == contact.organization }
    var chosen: Set<DepartmentID> = []
    for _ in 0..<number(3) { if let department = pick(own) { chosen.insert(department.id) } }
    contact.placements =
      number(4) == 0
      ? contact.placements.map { .init(department: $0.department, position: position()) }
      : chosen.sorted().map { .init(department: $0, position: position()) }
    return .contact(contact)
  }

  private mutating func levels() -> FieldLevels {
    pick([
      .everything, .nothing, FieldLevels(classes: [.public: .clear]),
      FieldLevels(classes: [.public: .masked, .business: .clear]),
      FieldLevels(fields: [.phones: .clear]), FieldLevels(fields: [.departments: .clear]),
    ]) ?? .nothing
  }

  private mutating func seen(of organization: Party) -> Rule.Seen {
    var result = Rule.Seen()
    let own = departments.filter { $0.organization == organization }
    if number(4) > 0, let department = pick(own) { result.departments = [department.id] }
    if number(3) == 0, let department = pick(own) {
      // Alone, for what is seen with all below it hides what is seen by itself.
      result = Rule.Seen(singleDepartments: [department.id])
    }
    let people = contacts.filter { $0.organization == organization }
    if number(3) == 0, let contact = pick(people) { result.contacts = [contact.id] }
    if number(4) == 0, let position = position() { result = Rule.Seen(positions: [position]) }
    return result
  }

  private mutating func seenBy(of organization: Party) -> Rule.SeenBy {
    var result = Rule.SeenBy()
    let others = parties.compactMap(\.partner).filter { .partner($0) != organization }
    guard organization == .enterprise else {
      if number(2) == 0, let partner = pick(others) { result.partners = [partner] }
      if number(3) == 0, let own = organization.partner { result.subtrees = [own] }
      result.enterprise = number(2) == 0
      return result
    }
    switch number(7) {
    case 0: result.partners = pick(others).map { [$0] } ?? []
    case 1: result.groups = pick(groups).map { [$0.id] } ?? []
    case 2: result.singleGroups = pick(groups).map { [$0.id] } ?? []
    case 3: result.kinds = pick(Partner.Kind.allCases).map { [$0] } ?? []
    case 4: result.tiers = tier().map { [$0] } ?? []
    case 5: result.subtrees = pick(others).map { [$0] } ?? []
    default:
      result.groups = pick(groups).map { [$0.id] } ?? []
      result.partners = pick(others).map { [$0] } ?? []
    }
    return result
  }

  private mutating func tier() -> Tier? {
    let depth = 1 + number(3)
    return groups.first.flatMap { Tier(chain: $0.chain, depth: depth) }
  }

  private mutating func rule() -> Record? {
    guard rules.count < 30, let organization = pick(Array(parties.prefix(4))) else { return nil }
    return .rule(
      Rule(
        id: .init(from: random), organization: organization, code: "r",
        effect: number(4) == 0 ? .deny : .allow, seen: seen(of: organization),
        seenBy: seenBy(of: organization), fields: levels(), purpose: purpose()))
  }

  private mutating func purpose() -> Purpose { pick([.service, .service, .sales]) ?? .service }

  private mutating func terms() -> Terms {
    let ceiling = number(3) == 0 ? FieldLevels.everything : levels()
    return Terms(
      ceiling: ceiling, purposes: pick([[.service], [.service, .sales], [.sales], []]) ?? [])
  }

  /// The first or other terms of a partner, or no more than an offer.
  private mutating func agreement() -> Record? {
    guard let partner = pick(parties.compactMap(\.partner)) else { return nil }
    let known = sorted.lazy.compactMap { record -> Agreement? in
      guard case .agreement(let agreement) = record else { return nil }
      return agreement.partner == partner ? agreement : nil
    }.first
    guard var agreement = known else {
      return .agreement(Agreement(id: .init(from: random), partner: partner, terms: terms()))
    }
    agreement.version += 1
    switch number(5) {
    case 0: agreement.offer = terms()
    case 1: agreement.phase = pick([.open, .open, .waiting, .ended]) ?? .open
    default: agreement.terms = terms()
    }
    return .agreement(agreement)
  }

  private mutating func changedRule() -> Record? {
    guard var rule = pick(rules) else { return nil }
    switch number(6) {
    case 5: rule.phase = pick([.open, .open, .waiting, .ended]) ?? .open
    case 4: rule.purpose = purpose()
    case 0: rule.seen = seen(of: rule.organization)
    case 1: rule.seenBy = seenBy(of: rule.organization)
    case 2: rule.fields = levels()
    default: rule.effect = rule.effect == .allow ? .deny : .allow
    }
    return .rule(rule)
  }

  private mutating func movedGroup() -> Record? {
    guard var group = pick(groups) else { return nil }
    let parents = groups.filter { other in
      !stage.topology.ancestors(from: other.id).contains(group.id)
    }
    group.parent = number(3) == 0 ? nil : pick(parents)?.id
    return .group(group)
  }

  private mutating func place() -> Record? {
    let taken = Set(places.map(\.partner))
    let partners = parties.compactMap(\.partner).filter { !taken.contains($0) }
    guard let partner = pick(partners), let chain = groups.first?.chain else { return nil }
    return .membership(
      Membership(
        id: .init(from: random), chain: chain, partner: partner,
        groups: pick(groups).map { [$0.id] } ?? [],
        parent: number(2) == 0 ? nil : pick(places)?.id))
  }

  /// Those that may stand above a place: not itself, and nothing below it.
  private func parents(for place: Membership) -> [Membership] {
    var below: Set<MembershipID> = [place.id]
    for _ in places {
      below.formUnion(places.filter { $0.parent.map(below.contains) ?? false }.map(\.id))
    }
    return places.filter { !below.contains($0.id) }
  }

  private mutating func changedPlace() -> Record? {
    guard var place = pick(places) else { return nil }
    if number(2) == 0 {
      place.parent = number(4) == 0 ? nil : pick(parents(for: place))?.id
    } else {
      place.groups = groups.map(\.id).shuffled(using: &generator).prefix(number(3)).sorted()
    }
    return .membership(place)
  }

  private mutating func movedPartner() -> Record? {
    guard let id = pick(parties.compactMap(\.partner)),
      case .partner(var partner)? = stage.records[id.record]
    else { return nil }
    if number(2) == 0 {
      partner.kind = pick(Partner.Kind.allCases) ?? .dealer
    } else {
      partner.state = pick([.pending, .active, .active, .suspended]) ?? .active
    }
    return .partner(partner)
  }

  /// A leaf goes: what nothing hangs on.
  private mutating func removal() -> [(RecordID, Record?)] {
    let held = Set(sorted.flatMap(\.attachments).map(\.holder))
    let leaves = sorted.filter { record in
      switch record {
      case .contact, .rule: true
      case .department, .membership: !held.contains(record.id)
      default: false
      }
    }
    return pick(leaves).map { [($0.id, nil)] } ?? []
  }

  /// A partner ends together with its places: an entry of several changes.
  private mutating func termination() -> [(RecordID, Record?)] {
    guard number(4) == 0, let id = pick(parties.compactMap(\.partner)),
      case .partner(var partner)? = stage.records[id.record]
    else { return [] }
    partner.state = .terminated
    let ended = places.filter { $0.partner == id }
    let orphans = places.filter { place in ended.contains { $0.id == place.parent } }
    return [(id.record, .partner(partner))] + orphans.map { ($0.id.record, .membership(freed($0))) }
      + ended.map { ($0.id.record, nil) }
  }

  private func freed(_ place: Membership) -> Membership {
    var place = place
    place.parent = nil
    return place
  }
}
