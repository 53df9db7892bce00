/// Quantities in round figures, for people.
enum QuantityText {
  /// In the largest unit of which there are two, else in the next smaller one.
  static func duration(seconds: Int64) -> String {
    let seconds = max(0, seconds)
    for (unit, length) in [("d", 86_400), ("h", 3_600), ("min", 60)] as [(String, Int64)]
    where seconds >= 2 * length {
      return "\(seconds / length) \(unit)"
    }
    return "\(seconds) s"
  }

  /// With one digit behind the point, rounded down.
  static func bytes(_ count: Int64) -> String {
    for (unit, shift) in [("GiB", 30), ("MiB", 20), ("KiB", 10)] where count >= 1 << shift {
      let tenths = (count >> (shift - 10)) * 10 / 1_024
      return "\(tenths / 10).\(tenths % 10) \(unit)"
    }
    return "\(max(0, count)) B"
  }
}
