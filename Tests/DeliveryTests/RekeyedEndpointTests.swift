import AdapterKit
import Crypto
import Delivery
import Testing
import Views

@testable import Domain

struct `Endpoint of a party that is re-keyed` {
  private let a = RecordID(Block128(high: 0, low: 1))

  @Test func `what was told is withdrawn under the id it was told by, however often re-keyed`()
    throws
  {
    var stage = try MachineStage(told: [a])
    let old = try stage.view.id(of: a, .contact, inEpoch: 0)
    stage.view.rekey()
    stage.view.rekey()
    let removal = try stage.runOne()
    #expect(removal.event.type == "contact.unshared")
    #expect(String(decoding: removal.event.data, as: UTF8.self).contains(old))
    stage.settle(removal, .delivered)
    let shared = try stage.runOne()
    #expect(shared.event.type == "contact.shared")
    #expect(try stage.view.told(a)?.idEpoch == 2)
    stage.settle(shared, .delivered)
    stage.view.write(a, nil)
    let last = try stage.runOne()
    let new = try stage.view.id(of: a, .contact, inEpoch: 2)
    #expect(String(decoding: last.event.data, as: UTF8.self).contains(new))
  }
}
