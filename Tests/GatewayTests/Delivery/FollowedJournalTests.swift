import Domain
import Storage
import Testing
import Views

@testable import Gateway

@Suite struct FollowedJournalTests {
  /// More structure in one go than is kept: what is asked for is never that of another position.
  @Test(arguments: [10, 40], [true, false])
  func `the structure at any position is the one of that position`(
    departments: Int, fromMemory: Bool
  ) async throws {
    let running = try TestGateway()
    let session = try running.gateway.makeSession()
    let state = try #require(running.gateway.state.enterprises[running.enterprise])
    let journal = FollowedJournal(topology: state.topology, reader: session.reader)
    let start = journal.head
    _ = await running.run(
      try (0..<departments).map { .create(.department(try running.department("d\($0)"))) })
    try session.refresh()
    let head = try session.head(of: running.enterprise).position
    let recent = running.gateway.committed(after: start, in: running.enterprise)
    let added = try journal.follow(fromMemory ? recent : nil, upTo: head)
    #expect(added.count == departments)
    for number in 0...departments {
      let position = Position(start.number + Int64(number))
      #expect(try journal.topology(at: position).departments.count == number)
    }
  }
}
