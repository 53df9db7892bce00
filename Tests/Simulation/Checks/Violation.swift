import Crypto
import Domain

/// A promise that a run saw broken.
struct Violation: Error, CustomStringConvertible {
  let description: String
  /// The record that it is about, whose trace tells more.
  let record: RecordID?

  init(_ description: String, of record: RecordID? = nil) {
    self.description = description
    self.record = record
  }
}

func demand(
  _ holds: Bool, of record: RecordID? = nil, _ otherwise: @autoclosure () throws -> String
) throws {
  if !holds { throw Violation(try otherwise(), of: record) }
}

extension RecordID {
  /// Enough of it to tell the records of one run apart.
  var short: String { "#\(bits.low % 10_000)" }
}
