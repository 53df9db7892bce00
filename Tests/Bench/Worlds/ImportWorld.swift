import BenchBaselines
import Domain
import Wire

/// A gateway in a process of its own, empty but for departments, and a table of contacts to bring in.
struct ImportWorld {
  let served: ServedWorld
  let folder: String
  private let key: String
  private let rows: Int

  private static let departments = 200
  static let patience = Duration.seconds(900)

  init(in folder: String, rows: Int) throws {
    self.folder = folder
    self.rows = rows
    let world = try World(in: folder, contacts: 0)
    key = world.brandKey
    world.stop()
    try Self.writeDepartments(to: "\(folder)/departments.csv")
    try Self.writeContacts(rows, to: "\(folder)/contacts.csv")
    served = try ServedWorld(existing: folder)
    _ = try served.waitUntilReady()
    _ = try bring("departments.csv", rows: Self.departments, column: "created")
  }

  /// What one run of the command came to.
  struct Run {
    let seconds: Double
    /// The most memory that the command took, in KiB.
    let peakKibibytes: Int
  }

  func bringContacts() throws -> Run {
    try bring("contacts.csv", rows: rows, column: "created")
  }

  func rehearseContacts() throws -> Run {
    try bring("contacts.csv", rows: rows, column: "unchanged", options: ["--dry-run"])
  }

  /// Runs `weir import`; throws unless it says of every row what is expected.
  private func bring(
    _ file: String, rows: Int, column: String, options: [String] = []
  ) throws -> Run {
    guard let url = served.url else { throw BenchError("the gateway does not say where it is") }
    let begin = baseline_nanoseconds()
    let child = try Child(
      [
        ServedWorld.program(), "import", "\(folder)/\(file)", "--json", "--url", url, "--key", key,
      ] + options, output: "\(folder)/import.txt")
    var peak = 0
    let end = begin + Self.patience.components.seconds * 1_000_000_000
    while child.isRunning, baseline_nanoseconds() < end {
      peak = max(peak, child.memory(.peak))
      _ = baseline_bell_wait(7, 20)
    }
    let seconds = Double(baseline_nanoseconds() - begin) / 1_000_000_000
    let last = child.output.split(separator: "\n").last { $0.hasPrefix("{") } ?? ""
    guard child.wait(within: .zero), let told = try? JSON.parse(Array(last.utf8)),
      told.object?[column] == .integer(Int64(rows))
    else { throw BenchError("the import did not go through: \(child.output.suffix(300))") }
    return Run(seconds: seconds, peakKibibytes: peak)
  }

  private static func writeDepartments(to path: String) throws {
    var text = "code,name\n"
    for number in 0..<departments { text += "D\(number),部门 \(number)\n" }
    try PlainFile.write(Array(text.utf8), to: path)
  }

  private static func writeContacts(_ count: Int, to path: String) throws {
    var bytes = Array("code,name,departments,phones,emails,custom\n".utf8)
    for number in 0..<count {
      let phone = try People.phone(number).text
      bytes += Array(
        """
        E-\(1_000_000 + number),Maximiliane Musterfrau \(number),\
        D\(number % departments):Area Sales Manager,\(phone),person.\(number)@brand.example,\
        region:business=north-west

        """.utf8)
    }
    try PlainFile.write(bytes, to: path)
  }
}
