import Wire

/// The enterprise of the demonstration, brought in through the public API, and its mock systems.
struct DemoCast {
  let example: Example
  let members: [DemoMember]
  /// How many partners have no system.
  let silentCount: Int

  /// The words for the enterprise's own system.
  static let crm = "the brand's CRM"

  init(on stage: DemoStage, faults: DemoFaults) throws {
    example = Example(seed: 1)
    let admin = try APIClient.local(stage.url, key: stage.key)
    let folder = try stage.folder(named: "example")
    try ExampleCommand.write(example.files, to: folder)
    let setup = Setup(admin, folder: folder, on: .silent)
    let mocks = try EndpointPlan.systems.map { system in
      try MockProcess(options: faults.options(of: system.party ?? system.code))
    }
    let lines = try Self.lines(of: example, mocks)
    try setup.apply(lines)
    if let fault = setup.report.faults.first {
      throw CommandFailure("the example could not be brought in: \(fault)")
    }
    silentCount = example.partners.count - EndpointPlan.systems.count { $0.party != nil }
    let brand = KnownRecords(admin)
    members = try zip(EndpointPlan.systems, mocks).map { system, mock in
      guard let code = system.party else {
        return DemoMember(name: Self.crm, code: nil, partner: nil, known: brand, mock: mock)
      }
      let partner = try brand.id(Resource.partner.noun, code, in: nil) ?? ""
      let key = try admin.write(
        .post, "/v1/keys", body: ["party": .string(partner), "name": .string("\(code) admin")]
      ).json["key"]?.string
      return DemoMember(
        name: code, code: code, partner: partner,
        known: KnownRecords(try APIClient.local(stage.url, key: key)), mock: mock)
    }
  }

  /// The enterprise's own member.
  var brand: DemoMember { members[0] }

  func member(_ code: String?) -> DemoMember? { members.first { $0.code == code } }

  /// Every line of the example, with the mock systems' addresses and secrets for its endpoints.
  private static func lines(of example: Example, _ mocks: [MockProcess]) throws -> [SetupLine] {
    let endpoints = zip(example.endpoints, mocks).map { line, mock -> JSON in
      var body = line["endpoint"]?.object ?? [:]
      body["url"] = .string(mock.url + "/hooks")
      body["secret"] = .string(mock.secret)
      return ["endpoint": .object(body)]
    }
    let all = example.setup.dropLast(example.endpoints.count) + endpoints
    return try all.enumerated().map { try SetupLine($0.element, number: $0.offset + 1) }
  }
}
