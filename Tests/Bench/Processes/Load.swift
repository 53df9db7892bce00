/// Runs `wrk` with a script of its own.
struct Load {
  let folder: String

  /// What one run came to.
  struct Result {
    let requests: Double
    let seconds: Double
    let refused: Double
    let broken: Double

    var rate: Double { requests / seconds }
  }

  /// Puts load on a port; throws where anything was refused or broke.
  func run(
    _ script: LoadScript, port: Int, connections: Int, milliseconds: Int = 1_000
  ) throws -> Result {
    let path = "\(folder)/\(script.name).lua"
    try PlainFile.write(Array(script.text.utf8), to: path)
    // Its own -d knows whole seconds only.
    let seconds = max(1, (milliseconds + 999) / 1_000)
    let child = try Child(
      [
        "wrk", "-t1", "-c\(connections)", "-d\(seconds)s", "-s", path,
        "http://127.0.0.1:\(port)",
      ], output: "\(folder)/wrk.txt")
    guard child.wait(within: .seconds(seconds + 10)) else {
      throw BenchError("wrk failed or hung: \(child.output.suffix(200))")
    }
    let result = try Self.result(in: child.output)
    guard result.refused == 0, result.broken == 0, result.requests > 0 else {
      throw BenchError(
        "\(script.name): \(Int(result.refused)) of \(Int(result.requests)) answers were no success,"
          + " \(Int(result.broken)) broke")
    }
    return result
  }

  private static func result(in text: String) throws -> Result {
    let line = text.split(separator: "\n").first { $0.hasPrefix("RESULT ") } ?? ""
    let numbers = line.split(separator: " ").dropFirst().compactMap { Double($0) }
    guard numbers.count == 4 else { throw BenchError("wrk said nothing that can be read") }
    return Result(
      requests: numbers[0], seconds: numbers[1] / 1_000_000, refused: numbers[2],
      broken: numbers[3])
  }
}
