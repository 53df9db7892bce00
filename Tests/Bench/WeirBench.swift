import Glibc

/// Measures the product against what limits it, and says which targets it meets.
@main
enum WeirBench {
  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    do {
      exit(try measure(Options(arguments)) ? 0 : 1)
    } catch {
      print("weir-bench: \(error)")
      exit(2)
    }
  }

  /// Takes the figures that were asked for; false where `--strict` asks for more than they show.
  private static func measure(_ options: Options) throws -> Bool {
    let folder = try workFolder()
    let bench = Bench(folder: folder, importedRows: options.importedRows)
    defer {
      bench.stop()
      Folder.remove(folder)
    }
    let before = Machine()
    var report = Report()
    for measurement in options.measurements {
      say("measuring \(measurement.name)")
      do {
        report.add(try measurement.run(bench))
      } catch {
        report.add(failure: "\(measurement.name): \(error)")
      }
    }
    print(report.table)
    print("")
    print("machine: \(Machine.description); steal \(Text.number(Machine().steal(since: before))) %")
    print("alone, the parts once reached on two cores (for comparison only):")
    for line in PublishedLimits.lines { print("  \(line)") }
    try PlainFile.makeFolder(".build/bench")
    try PlainFile.write(report.json, to: ".build/bench/results.json")
    print("written: .build/bench/results.json")
    return report.isClean || !options.isStrict
  }

  /// A new folder on the disk that the build is on, for a store in memory would be no measure.
  private static func workFolder() throws -> String {
    try PlainFile.makeFolder(".build")
    let path = ".build/bench-\(getpid())"
    try PlainFile.makeFolder(path)
    return path
  }

  private static func say(_ line: String) {
    print(line)
    fflush(nil)
  }
}
