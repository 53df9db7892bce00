/// Puts the rows of one request into an order in which parents come before their children.
package enum ParentsFirst {
  /// The positions of the rows; those that no parent of the same request holds up keep their order.
  ///
  /// Rows that are their own ancestors come last, where their refusal says what is wrong.
  package static func order(_ rows: [ImportRow?]) -> [Int] {
    let isNeeded = rows.contains { $0?.parentKey != nil }
    guard isNeeded else { return Array(rows.indices) }
    var places: [String: Int] = [:]
    for (position, row) in rows.enumerated() {
      if let key = row?.key, places[key] == nil { places[key] = position }
    }
    var order: [Int] = []
    var isPlaced = Array(repeating: false, count: rows.count)
    for start in rows.indices {
      var path: [Int] = []
      var next: Int? = start
      // A path longer than there are rows goes in a circle.
      while let position = next, !isPlaced[position], path.count <= rows.count {
        path.append(position)
        next = rows[position]?.parentKey.flatMap { places[$0] }
      }
      for position in path.reversed() where !isPlaced[position] {
        isPlaced[position] = true
        order.append(position)
      }
    }
    return order
  }
}
