/// What the command line asks for.
struct Options {
  let measurements: [Measurement]
  let isStrict: Bool

  /// Takes `--strict` and any number of `--only NAME`.
  init(_ arguments: [String]) throws {
    var names: Set<String> = []
    var isStrict = false
    var rest = arguments[...]
    while let word = rest.popFirst() {
      switch word {
      case "--strict": isStrict = true
      case "--only":
        guard let name = rest.popFirst(), Measurement.all.contains(where: { $0.name == name })
        else { throw Self.usage }
        names.insert(name)
      default: throw Self.usage
      }
    }
    measurements = Measurement.all.filter { names.isEmpty || names.contains($0.name) }
    self.isStrict = isStrict
  }

  private static let usage = BenchError(
    "usage: weir-bench [--strict] [--only NAME]...\nnames: "
      + Measurement.all.map(\.name).joined(separator: " "))
}
