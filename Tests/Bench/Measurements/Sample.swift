import BenchBaselines

/// The receiver on this machine, started once.
enum Receiver {
  static let port = Int(baseline_receiver_start())

  static var count: Int { Int(baseline_receiver_count()) }

  /// Waits until so many requests have arrived since it was `before`; gives when the last of them
  /// did, on the monotonic clock.
  static func wait(for expected: Int, since before: Int, within limit: Duration) throws -> Int64 {
    let end = baseline_nanoseconds() + limit.components.seconds * 1_000_000_000
    while count - before < expected {
      guard baseline_nanoseconds() < end else {
        throw BenchError("\(count - before) of \(expected) requests arrived in time")
      }
      _ = baseline_bell_wait(7, 1)
    }
    return baseline_receiver_last_nanoseconds()
  }
}

/// A request as the gateway sent it, for others to send.
struct Sample {
  let path: String
  let fields: [(name: String, value: String)]
  let body: [UInt8]

  /// The newest request that the receiver has kept.
  init() throws {
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = unsafe baseline_receiver_sample(&bytes, Int32(bytes.count))
    let text = String(decoding: bytes[..<Int(count)], as: UTF8.self)
    guard let end = text.firstRange(of: "\r\n\r\n") else { throw BenchError("no request is kept") }
    let lines = text[..<end.lowerBound].split(separator: "\r\n")
    let words = lines.first?.split(separator: " ") ?? []
    guard words.count == 3 else { throw BenchError("the request that is kept cannot be read") }
    path = String(words[1])
    body = Array(text[end.upperBound...].utf8)
    // The client at work sets these itself.
    let own: Set<String> = ["host", "content-length", "accept"]
    fields = lines.dropFirst().compactMap { line in
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2, !own.contains(parts[0].lowercased()) else { return nil }
      return (String(parts[0]), String(parts[1].drop { $0 == " " }))
    }
  }

  var headerLines: String { fields.map { "\($0.name): \($0.value)\n" }.joined() }

  /// Requests per second of libcurl's multi interface in C, each signed.
  func bareRate(connections: Int, milliseconds: Int32) throws -> Double {
    let start = baseline_nanoseconds()
    let sent = unsafe baseline_send(
      Int32(Receiver.port), path, headerLines, body, Int32(body.count), Int32(connections),
      milliseconds)
    guard sent > 0 else { throw BenchError("the bare loop failed to send") }
    return Double(sent) / (Double(baseline_nanoseconds() - start) / 1_000_000_000)
  }

  /// Seconds that libcurl in C takes for so many requests to so many hosts, each signed.
  func bareCrowd(hosts: Int, requests: Int) throws -> Double {
    let nanoseconds = unsafe baseline_crowd_send(
      Int32(Receiver.port), path, headerLines, body, Int32(body.count), Int32(hosts),
      Int32(requests))
    guard nanoseconds > 0 else { throw BenchError("the bare loop failed to send") }
    return Double(nanoseconds) / 1e9
  }

  func sendOne() throws {
    let code = unsafe baseline_send_one(
      Int32(Receiver.port), path, headerLines, body, Int32(body.count))
    guard code == 0 else { throw BenchError("a bare request failed") }
  }

  var script: LoadScript {
    .posts(path: path, fields: fields, body: String(decoding: body, as: UTF8.self))
  }
}
