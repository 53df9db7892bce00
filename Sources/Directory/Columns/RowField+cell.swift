package import Wire

/// Why a cell does not hold what its column is for.
struct CellFault: Error {
  let reason: String
}

extension RowField {
  /// Writes a cell's value as the member of a row; an empty cell is null.
  func write(_ cell: ArraySlice<UInt8>, to writer: inout JSONWriter) throws(CellFault) {
    guard !cell.isEmpty else { return writer.null() }
    switch shape {
    case .text: writer.string(String(decoding: cell, as: UTF8.self))
    case .list:
      writer.beginArray()
      for part in ListCell.parts(of: cell) { writer.string(part.text) }
      writer.endArray()
    case .placements:
      writer.beginArray()
      for part in ListCell.parts(of: cell) { Self.writePlacement(part, to: &writer) }
      writer.endArray()
    case .custom: writer.value(try Self.custom(cell))
    }
  }

  private static func writePlacement(_ part: ListCell, to writer: inout JSONWriter) {
    let halves = part.halves(at: ":")
    writer.beginObject()
    writer.key("department")
    writer.string((halves?.before ?? part).text)
    if let position = halves?.behind.text, !position.isEmpty {
      writer.key("position")
      writer.string(position)
    }
    writer.endObject()
  }

  private static func custom(_ cell: ArraySlice<UInt8>) throws(CellFault) -> JSON {
    var fields = JSONObject()
    for part in ListCell.parts(of: cell) {
      guard let (head, value) = part.halves(at: "="), let (name, word) = head.halves(at: ":") else {
        throw CellFault(reason: "write each custom field as NAME:CLASS=VALUE, with ; between them")
      }
      let field: JSON = ["value": .string(value.text), "class": .string(word.text)]
      guard fields.append(name.text, field) else {
        throw CellFault(reason: "the custom field \"\(name.text)\" stands here twice")
      }
    }
    return .object(fields)
  }

  /// The cell that reads as the value of a row's member; nothing for null and for what the shape
  /// does not hold.
  package func cell(of value: JSON) -> String {
    switch shape {
    case .text: return value.string ?? ""
    case .list:
      return Self.joined(value) { $0.string.map { ListCell.escaped($0) } }
    case .placements:
      return Self.joined(value) { placement in
        let position = placement["position"]?.string.map { ":" + ListCell.escaped($0) } ?? ""
        return placement["department"]?.string.map { ListCell.escaped($0, ":") + position }
      }
    case .custom:
      let parts = (value.object ?? [:]).map { field in
        let word = field.value["class"]?.string ?? ""
        return "\(field.name):\(word)=\(ListCell.escaped(field.value["value"]?.string ?? ""))"
      }
      return parts.joined(separator: ";")
    }
  }

  private static func joined(_ list: JSON, _ part: (JSON) -> String?) -> String {
    (list.array ?? []).compactMap(part).joined(separator: ";")
  }
}
