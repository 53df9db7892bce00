/// What the command line asks for.
struct Options {
  let measurements: [Measurement]
  let isStrict: Bool
  /// How large a table is brought in.
  let importedRows: Int

  /// Takes `--strict`, `--rows NUMBER` and any number of `--only NAME`.
  init(_ arguments: [String]) throws {
    var names: Set<String> = []
    var isStrict = false
    var importedRows = 1_000_000
    var rest = arguments[...]
    while let word = rest.popFirst() {
      switch word {
      case "--strict": isStrict = true
      case "--only":
        guard let name = rest.popFirst(), Measurement.all.contains(where: { $0.name == name })
        else { throw Self.usage }
        names.insert(name)
      case "--rows":
        guard let number = rest.popFirst().flatMap({ Int($0) }), number >= 1_000 else {
          throw Self.usage
        }
        importedRows = number
      default: throw Self.usage
      }
    }
    measurements = Measurement.all.filter { names.isEmpty || names.contains($0.name) }
    self.isStrict = isStrict
    self.importedRows = importedRows
  }

  private static let usage = BenchError(
    "usage: weir-bench [--strict] [--rows NUMBER] [--only NAME]...\nnames: "
      + Measurement.all.map(\.name).joined(separator: " "))
}
