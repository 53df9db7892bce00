import Glibc

/// What the figures were taken on.
struct Machine {
  /// Of all processor time since the start, in hundredths of a second.
  private let total: Double
  private let stolen: Double

  init() {
    let line = PlainFile.read("/proc/stat").split(separator: "\n").first ?? ""
    let numbers = line.split(separator: " ").dropFirst().prefix(8).compactMap { Double($0) }
    total = numbers.reduce(0, +)
    stolen = numbers.count == 8 ? numbers[7] : 0
  }

  /// Percent of the processors' time that the hypervisor took since `earlier`.
  func steal(since earlier: Machine) -> Double {
    let passed = total - earlier.total
    return passed > 0 ? (stolen - earlier.stolen) / passed * 100 : 0
  }

  static var cores: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  static var description: String {
    let kernel = PlainFile.read("/proc/sys/kernel/osrelease").split(separator: "\n").first ?? ""
    let model = PlainFile.read("/proc/cpuinfo").split(separator: "\n")
      .first { $0.hasPrefix("model name") }?
      .split(separator: ":").last.map { String($0.drop { $0 == " " }) }
    return "\(cores) cores (\(model ?? "unknown")), Linux \(kernel)"
  }
}
