/// Keeps what was asked for lately, and never more than a stated number of values.
///
/// Two generations: once the younger one is half of the limit, it becomes the older one and what was
/// that is dropped; what is found in the older one moves to the younger. So what is used stays.
struct BoundedCache<Key: Hashable, Value> {
  private var younger: [Key: Value] = [:]
  private var older: [Key: Value] = [:]
  private let half: Int

  /// `limit` is at least 2.
  init(limit: Int) {
    half = max(1, limit / 2)
  }

  /// At most the limit.
  var count: Int { younger.count + older.count }

  mutating func value(of key: Key) -> Value? {
    if let value = younger[key] { return value }
    guard let value = older.removeValue(forKey: key) else { return nil }
    keep(value, of: key)
    return value
  }

  mutating func keep(_ value: Value, of key: Key) {
    if younger.count >= half, younger[key] == nil {
      swap(&older, &younger)
      // What it has grown to is needed again.
      younger.removeAll(keepingCapacity: true)
    }
    younger[key] = value
    // One key has one value: the older one must not come back.
    if !older.isEmpty { older[key] = nil }
  }

  mutating func remove(_ key: Key) {
    younger[key] = nil
    older[key] = nil
  }
}
