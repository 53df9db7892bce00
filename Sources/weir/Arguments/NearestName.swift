/// Finds what somebody meant who mistyped a name.
enum NearestName {
  /// A longer text is no slip of the hand; comparing it would cost more than it could tell.
  static let lengthLimit = 64
  /// More slips than this make another word.
  static let distanceLimit = 3

  /// The closest of `names`, if it is close at all.
  static func of(_ text: String, among names: [String]) -> String? {
    guard !text.isEmpty, text.utf8.count <= 4 * lengthLimit, text.count <= lengthLimit else {
      return nil
    }
    let limit = min(max(1, text.count / 3), distanceLimit)
    let ranked = names.filter { abs($0.count - text.count) <= limit }
      .map { (name: $0, distance: distance(text.lowercased(), $0.lowercased())) }
    let nearest = ranked.min { ($0.distance, $0.name) < ($1.distance, $1.name) }
    if let nearest, nearest.distance <= limit { return nearest.name }
    return names.filter { text.count > 2 && $0.hasPrefix(text) }.min()
  }

  /// How many letters have to be added, dropped, replaced or swapped with their neighbour.
  static func distance(_ left: String, _ right: String) -> Int {
    let (left, right) = (Array(left), Array(right))
    var rows = [Array(0...right.count)]
    for i in 0..<left.count {
      var row = [i + 1]
      for j in 0..<right.count {
        var best = min(row[j], rows[i][j + 1]) + 1
        best = min(best, rows[i][j] + (left[i] == right[j] ? 0 : 1))
        if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
          best = min(best, rows[i - 1][j - 1] + 1)
        }
        row.append(best)
      }
      rows.append(row)
    }
    return rows[left.count][right.count]
  }
}
