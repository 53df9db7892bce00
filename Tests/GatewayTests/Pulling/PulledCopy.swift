import AdapterKit
import Delivery
import Wire

/// What a partner has that asks, by the contract; a value, so that it can be set back to a backup.
struct PulledCopy {
  private(set) var mark: PullMark?
  private(set) var records: [String: [UInt8]] = [:]
  private var applied: [String: Version] = [:]
  private var seen: Set<String> = []

  private struct Version: Comparable {
    let epoch: Int64
    let number: Int64

    static func < (left: Self, right: Self) -> Bool {
      (left.epoch, left.number) < (right.epoch, right.number)
    }
  }

  mutating func take(_ events: [Event], next: PullMark) throws {
    for event in events { try apply(event) }
    mark = next
  }

  private mutating func apply(_ event: Event) throws {
    let verb = event.type.split(separator: ".").last ?? ""
    guard ["shared", "updated", "unshared"].contains(verb) else { return }
    let record = try JSON.parse(event.data)["id"]?.string ?? ""
    let version = Version(epoch: event.epoch, number: event.number)
    if let last = applied[record], version <= last { return }
    applied[record] = version
    guard seen.insert(event.id).inserted else { return }
    if verb == "unshared" {
      records.removeValue(forKey: record)
    } else {
      records[record] = event.data
    }
  }
}
