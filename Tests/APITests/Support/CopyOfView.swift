import Crypto
import Domain
import Gateway
import Storage
import Views
import Wire

/// A party's copy of its view as it stands, to be changed and compared.
struct CopyOfView {
  var records: [String: Digest] = [:]

  init(of party: Party, in world: World) throws {
    let session = try world.gateway.makeSession()
    let head = try session.head(of: world.enterprise).position
    let rows = RowBuilder(
      scope: Scope(of: party, in: session.topology(of: world.enterprise)),
      ids: try session.ids(of: party, in: world.enterprise))
    let reader = try session.records(at: head, in: world.enterprise)
    try ViewStream(rows: rows, reader: reader, at: head).forEach { records[$0.id] = $0.digest }
  }

  /// The whole copy as one range with its sum.
  var sum: JSON {
    var sum = ViewSum()
    for digest in records.values { sum.add(digest) }
    return [
      "prefix": "", "count": .integer(Int64(sum.count)), "sum": .string(Hex.encode(sum.sum.bytes)),
    ]
  }

  /// The whole copy as one range, record by record.
  var leaf: JSON {
    var list: JSONObject = [:]
    for (id, digest) in records { list[id] = .string(Hex.encode(digest.bytes)) }
    return ["prefix": "", "records": .object(list)]
  }
}

extension String {
  /// The sum of no records.
  static let zeroSum = String(repeating: "0", count: 64)
}
