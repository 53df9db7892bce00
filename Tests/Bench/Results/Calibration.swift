import BenchBaselines
import Crypto

/// How fast this core is beside the one that absolute goals were set for.
struct Calibration {
  /// SHA-256 of 600 bytes per second and core, now.
  let hashesPerSecond: Double

  private static let designHashes = 2_700_000.0

  init() {
    let bytes = [UInt8](repeating: 0x5A, count: 600)
    let count = 300_000
    var fastest = Int64.max
    for _ in 0..<3 {
      let start = baseline_nanoseconds()
      var sum: UInt8 = 0
      for _ in 0..<count { sum ^= SHA256.hash(bytes).bytes[0] }
      fastest = min(fastest, baseline_nanoseconds() - start + Int64(sum & 1))
    }
    hashesPerSecond = Double(count) / (Double(fastest) / 1e9)
  }

  /// What a rate that was promised for that core is on this one.
  func rate(_ promised: Double) -> Double { promised * hashesPerSecond / Self.designHashes }

  /// What a time that was promised for that core is on this one.
  func time(_ promised: Double) -> Double { promised * Self.designHashes / hashesPerSecond }

  var description: String {
    "scaled to \(Text.number(hashesPerSecond / 1e6)) M SHA-256 of 600 bytes per second"
  }
}
