import AdapterKit
import Crypto
import Delivery
import Domain
import Testing
import Wire

@testable import Gateway

@Suite struct LastLookTests {
  private let endpoint = EndpointID(Block128(high: 1, low: 1))
  private let party = Party.partner(PartnerID(Block128(high: 2, low: 1)))

  private func contact(_ number: UInt64) throws -> Contact {
    Contact(
      id: ContactID(Block128(high: 9, low: number)), organization: .enterprise,
      code: try Code("C-\(number)"), name: try Name("A"))
  }

  private func sending(_ number: UInt64, readAt: Int64) throws -> Sending {
    let event = Event(
      id: "evt", type: "contact.updated", time: .epoch, epoch: 1, number: 1, replaces: [],
      at: "at", changed: nil, data: [])
    return Sending(
      record: try contact(number).id.record, event: event, readAt: Position(readAt))
  }

  private func entry(
    _ position: Int64, changing number: UInt64, moving parties: Set<Party> = []
  ) throws -> CommittedEntry {
    CommittedEntry(
      position: Position(position), time: .epoch,
      changes: [.creating(.contact(try contact(number)))], affectedParties: parties)
  }

  @Test func `a request may leave while nothing that it rests on has moved`() throws {
    var look = LastLook(head: Position(5))
    let sending = try sending(1, readAt: 5)
    look.begin(sending, to: endpoint, of: party)
    look.take(try entry(6, changing: 2, moving: [.enterprise]))
    #expect(look.permits(sending, to: endpoint, of: party))
  }

  @Test func `a changed record stops the request that was read before`() throws {
    var look = LastLook(head: Position(5))
    let early = try sending(1, readAt: 5)
    look.begin(early, to: endpoint, of: party)
    look.take(try entry(6, changing: 1))
    #expect(!look.permits(early, to: endpoint, of: party))
    let late = try sending(1, readAt: 6)
    look.begin(late, to: endpoint, of: .enterprise)
    #expect(look.permits(late, to: endpoint, of: .enterprise))
  }

  @Test func `a changed end stops the request of a link that was read before`() throws {
    var look = LastLook(head: Position(5))
    let plain = try sending(1, readAt: 5)
    let link = Sending(
      record: plain.record, ends: [try contact(2).id.record, try contact(3).id.record],
      event: plain.event, readAt: plain.readAt)
    look.begin(link, to: endpoint, of: party)
    look.take(try entry(6, changing: 4))
    #expect(look.permits(link, to: endpoint, of: party))
    look.take(try entry(7, changing: 3))
    #expect(!look.permits(link, to: endpoint, of: party))
    look.end(link, to: endpoint, of: party)
    #expect(look.count == 0)
  }

  @Test func `a moved view stops every request to its party`() throws {
    var look = LastLook(head: Position(5))
    let (mine, theirs) = (try sending(1, readAt: 5), try sending(2, readAt: 5))
    look.begin(mine, to: endpoint, of: party)
    look.begin(theirs, to: endpoint, of: .enterprise)
    look.take(try entry(6, changing: 3, moving: [party]))
    #expect(!look.permits(mine, to: endpoint, of: party))
    #expect(look.permits(theirs, to: endpoint, of: .enterprise))
  }

  @Test func `a row read before the head was looked at is read anew`() throws {
    var look = LastLook(head: Position(5))
    look.begin(try sending(2, readAt: 5), to: endpoint, of: party)
    look.take(try entry(6, changing: 1))
    let stale = try sending(1, readAt: 5)
    look.begin(stale, to: endpoint, of: party)
    #expect(!look.permits(stale, to: endpoint, of: party))
  }

  @Test func `entries that cannot be had stop everything in flight, and nothing later`() throws {
    var look = LastLook(head: Position(5))
    let early = try sending(1, readAt: 5)
    look.begin(early, to: endpoint, of: party)
    look.skip(to: Position(5_000))
    #expect(!look.permits(early, to: endpoint, of: party))
    look.end(early, to: endpoint, of: party)
    let late = try sending(1, readAt: 5_000)
    look.begin(late, to: endpoint, of: party)
    #expect(look.permits(late, to: endpoint, of: party))
  }

  @Test func `an unwatched request may not leave`() throws {
    let look = LastLook(head: Position(5))
    #expect(!look.permits(try sending(1, readAt: 5), to: endpoint, of: party))
  }

  @Test func `its size follows the requests in flight, not what is written`() throws {
    var look = LastLook(head: .start)
    let sendings = try (1...20).map { try sending($0, readAt: 0) }
    for sending in sendings { look.begin(sending, to: endpoint, of: party) }
    for number in 1...500 {
      look.take(try entry(Int64(number), changing: UInt64(number), moving: [party, .enterprise]))
    }
    // Twenty records, one endpoint, one view.
    #expect(look.count == 22)
    for sending in sendings { look.end(sending, to: endpoint, of: party) }
    #expect(look.count == 0)
  }

  @Test func `what many requests rest on is watched until the last of them has ended`() throws {
    var look = LastLook(head: Position(5))
    let (first, second) = (try sending(1, readAt: 5), try sending(2, readAt: 5))
    look.begin(first, to: endpoint, of: party)
    look.begin(second, to: endpoint, of: party)
    look.end(first, to: endpoint, of: party)
    look.take(try entry(6, changing: 3, moving: [party]))
    #expect(!look.permits(second, to: endpoint, of: party))
  }
}
