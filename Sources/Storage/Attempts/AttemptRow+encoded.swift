import Crypto
import Delivery
import Domain
import Wire

// The enterprise and endpoint stand beside these bytes, not in them. Field numbers are never used
// again for something else; readers skip those that they do not know.

extension AttemptRow {
  /// The form in which an attempt stands in the log; the duration is kept to the microsecond.
  var encoded: [UInt8] {
    var writer = FieldWriter(reserving: 384)
    writer.number(1, UInt64(bitPattern: time.microseconds))
    writer.text(2, event)
    writer.text(3, type)
    writer.number(4, UInt64(bitPattern: epoch))
    writer.number(5, UInt64(bitPattern: number))
    writer.text(6, url)
    for field in requestFields {
      writer.nested(7) { writer in
        writer.text(1, field.name.spelling)
        writer.text(2, field.value.text)
      }
    }
    writer.bytes(8, bodyDigest.bytes)
    writer.number(9, UInt64(bodyByteCount))
    if let status { writer.number(10, UInt64(status)) }
    writer.text(11, excerpt)
    writer.number(12, UInt64(bitPattern: duration.wholeMicroseconds))
    writer.number(13, UInt64(outcome.rawValue))
    if let nextTry { writer.number(14, UInt64(bitPattern: nextTry.microseconds)) }
    return writer.bytes
  }

  init(
    enterprise: EnterpriseID, endpoint: EndpointID, encoded: [UInt8]
  ) throws(DamagedRecord) {
    let parts = try AttemptParts(encoded)
    guard let time = parts.time, let outcome = parts.outcome, let digest = parts.bodyDigest else {
      throw DamagedRecord("an attempt without time, outcome or digest")
    }
    self.init(
      enterprise: enterprise, endpoint: endpoint, time: time, event: parts.event,
      type: parts.type, epoch: parts.epoch, number: parts.number, url: parts.url,
      requestFields: parts.requestFields, bodyDigest: digest,
      bodyByteCount: parts.bodyByteCount, status: parts.status, excerpt: parts.excerpt,
      duration: parts.duration, outcome: outcome, nextTry: parts.nextTry)
  }
}

/// What is found in the bytes of an attempt, field by field.
private struct AttemptParts {
  var time: Timestamp?
  var event = ""
  var type = ""
  var epoch: Int64 = 0
  var number: Int64 = 0
  var url = ""
  var requestFields: [HTTPField] = []
  var bodyDigest: Digest?
  var bodyByteCount = 0
  var status: Int?
  var excerpt = ""
  var duration = Duration.zero
  var outcome: AttemptRow.Outcome?
  var nextTry: Timestamp?

  init(_ encoded: [UInt8]) throws(DamagedRecord) {
    var reader = FieldReader(encoded)
    while let entry = try reader.next() {
      if entry.field < 8 { try readRequest(entry) } else { try readAnswer(entry) }
    }
  }

  private mutating func readRequest(_ entry: FieldReader.Entry) throws(DamagedRecord) {
    switch entry.field {
    case 1: time = Timestamp(microseconds: try entry.signed())
    case 2: event = try entry.text()
    case 3: type = try entry.text()
    case 4: epoch = try entry.signed()
    case 5: number = try entry.signed()
    case 6: url = try entry.text()
    case 7: requestFields.append(try Self.field(entry.reader()))
    default: break
    }
  }

  private mutating func readAnswer(_ entry: FieldReader.Entry) throws(DamagedRecord) {
    switch entry.field {
    case 8: bodyDigest = Digest(bytes: try entry.bytes())
    case 9: bodyByteCount = Int(truncatingIfNeeded: try entry.number())
    case 10: status = Int(truncatingIfNeeded: try entry.number())
    case 11: excerpt = try entry.text()
    case 12: duration = .microseconds(try entry.signed())
    case 13: outcome = try entry.choice()
    case 14: nextTry = Timestamp(microseconds: try entry.signed())
    default: break
    }
  }

  private static func field(_ reader: FieldReader) throws(DamagedRecord) -> HTTPField {
    var reader = reader
    var name: HTTPFieldName?
    var value: HTTPFieldValue?
    while let entry = try reader.next() {
      switch entry.field {
      case 1: name = HTTPFieldName(try entry.text())
      case 2: value = HTTPFieldValue(try entry.text())
      default: break
      }
    }
    guard let name, let value else { throw DamagedRecord("an attempt with a bad field") }
    return HTTPField(name, value)
  }
}

extension FieldReader.Entry {
  fileprivate func signed() throws(DamagedRecord) -> Int64 {
    Int64(bitPattern: try number())
  }
}
