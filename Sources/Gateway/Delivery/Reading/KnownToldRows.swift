import Delivery
import Domain
import Storage

/// The newest told rows that were read lately, of all endpoints of a loop.
///
/// Confined to the loop's thread. It is right as long as a row that is about to be written is
/// forgotten first, and not asked for before it is durable.
package final class KnownToldRows {
  private var known: BoundedCache<Key, ToldRow?>

  private struct Key: Hashable {
    let endpoint: EndpointID
    let record: RecordID
  }

  package init(limit: Int = 16_384) {
    known = BoundedCache(limit: limit)
  }

  var count: Int { known.count }

  func row(
    at endpoint: EndpointID, of record: RecordID, reader: any StoreReader
  ) throws -> ToldRow? {
    let key = Key(endpoint: endpoint, record: record)
    if let row = known.value(of: key) { return row }
    let row = try reader.told(at: endpoint, record: record)
    known.keep(row, of: key)
    return row
  }

  func forget(_ rows: [ToldRow]) {
    for row in rows { known.remove(Key(endpoint: row.endpoint, record: row.record)) }
  }
}
