package import Wire

/// What one endpoint is told about one record, as an adapter is given it.
package struct Event: Hashable, Sendable {
  /// The same for every repeat of the same content; no dots.
  package let id: String
  /// `<kind>.shared`, `.updated`, `.unshared`, or the name of a fact.
  package let type: String
  /// When what it tells came about, cut to the second.
  package let time: Timestamp
  package let epoch: Int64
  /// Dense within the epoch, kept by retries of this event.
  package let number: Int64
  /// Every unanswered number of the record in this epoch that this event stands for.
  package let replaces: [Int64]
  /// The position told, as the party sees positions.
  package let at: String
  /// The names of the members that differ, in an `updated`.
  package let changed: [String]?
  /// Canonical JSON: the visible record, or for a removal what names it.
  package let data: [UInt8]

  package init(
    id: String, type: String, time: Timestamp, epoch: Int64, number: Int64, replaces: [Int64],
    at: String, changed: [String]?, data: [UInt8]
  ) {
    self.id = id
    self.type = type
    self.time = time
    self.epoch = epoch
    self.number = number
    self.replaces = replaces
    self.at = at
    self.changed = changed
    self.data = data
  }

  /// The event as one JSON object: what every JSON adapter sends as its body.
  package var body: [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("type")
    writer.string(type)
    writer.key("timestamp")
    writer.string(time.cutToSecond.rfc3339)
    writer.key("epoch")
    writer.integer(epoch)
    writer.key("n")
    writer.integer(number)
    writer.key("at")
    writer.string(at)
    write("replaces", replaces.isEmpty ? nil : replaces.map { .integer($0) }, to: &writer)
    write("changed", changed?.map { .string($0) }, to: &writer)
    writer.key("data")
    writer.raw(data)
    writer.endObject()
    return writer.finish()
  }

  private func write(_ name: String, _ list: [JSON]?, to writer: inout JSONWriter) {
    guard let list else { return }
    writer.key(name)
    writer.value(.array(list))
  }
}
