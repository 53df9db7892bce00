import Crypto
import Domain
import Gateway
import Glibc
import Storage
import TemporaryFiles
import Testing
import Views

@Suite struct SQLiteStartTests {
  private let folder: TemporaryFolder
  private let random = SeededRandom(seed: 31)
  private let clock = VirtualClock()

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test func `commands over a database file are all there after it is opened again`() async throws {
    let path = folder.path + "/store"
    let store = try SQLiteStore.create(at: path)
    let founded = try Founding(
      store: store, masterKey: try TestGateway.key(), clock: clock, random: random
    ).found(try Name("Aurora"), keyName: try Name("first"))
    let gateway = try TestGateway.gateway(over: store, clock, random)
    try gateway.start()
    let commands = try contacts(250) + departments(50)
    let answers = Answers(expecting: commands.count)
    for (number, command) in commands.enumerated() {
      gateway.submit(
        Submission(enterprise: founded.enterprise, command: command, actor: .operatorAtMachine) {
          answers.add($0, number)
        })
    }
    #expect(await answers.all().compactMap { $0.position?.number } == Array(3...302))
    let before = try #require(gateway.state.enterprises[founded.enterprise])
    gateway.stop(within: .seconds(10))
    store.close()
    let opened = try SQLiteStore.open(at: path)
    let after = try TestGateway.gateway(over: opened, clock, random).state
    let state = try #require(after.enterprises[founded.enterprise])
    #expect(state.head == before.head)
    #expect(TopologySummary(state.topology) == TopologySummary(before.topology))
    #expect(after.bearers[founded.secret.digest]?.key.id == founded.key)
    opened.close()
  }

  private func contacts(_ count: Int) throws -> [Command] {
    try (0..<count).map { number in
      .create(
        .contact(
          Contact(
            id: ContactID(from: random), organization: .enterprise, code: try Code("c\(number)"),
            name: try Name("Person \(number)"))))
    }
  }

  private func departments(_ count: Int) throws -> [Command] {
    var parent: DepartmentID?
    return try (0..<count).map { number in
      let department = Department(
        id: DepartmentID(from: random), organization: .enterprise, parent: parent,
        code: try Code("d\(number)"), name: try Name("Department \(number)"))
      if number.isMultiple(of: 10) { parent = department.id }
      return .create(.department(department))
    }
  }
}
