import Glibc
import HTTPClient
import Testing
import Wire

@Suite(.timeLimit(.minutes(1)))
struct TrustTests {
  static let hasOpenSSL = unsafe access("/usr/bin/openssl", X_OK) == 0

  @Test(.enabled(if: hasOpenSSL, "The openssl command is not installed."))
  func `a certificate is refused unless its authority is trusted`() throws {
    let server = try TLSServer(connections: 3)
    defer { server.finish() }
    let client = try makeClient()
    let url = try makeURL(server.port, scheme: "https")

    let refused = try client.complete(OutgoingRequest(method: .get, url: url))
    #expect(refused.failure?.kind == .tls)
    #expect(refused.failure?.message.contains("self-signed certificate") == true)
    #expect(!refused.sentFirstByte)

    let otherName = try makeURL(server.port, host: "127.0.0.2", scheme: "https")
    let misnamed = try client.complete(
      OutgoingRequest(method: .get, url: otherName, trust: .file(path: server.certificate)))
    #expect(misnamed.failure?.kind == .tls)
    #expect(!misnamed.sentFirstByte)

    let trusted = try client.complete(
      OutgoingRequest(method: .get, url: url, trust: .file(path: server.certificate)))
    #expect(trusted.response?.status == 200)
  }

  @Test func `proxies of the environment are ignored`() async {
    await #expect(processExitsWith: .success) {
      unsafe setenv("http_proxy", "http://127.0.0.1:9", 1)
      unsafe setenv("ALL_PROXY", "http://127.0.0.1:9", 1)
      let server = try LoopbackServer(always: .answer(LoopbackServer.empty))
      let completion = try makeClient().complete(
        OutgoingRequest(method: .get, url: makeURL(server.port)))
      guard completion.response?.status == 204 else { exit(EXIT_FAILURE) }
      exit(EXIT_SUCCESS)
    }
  }

  @Test func `a proxy that is set is used`() throws {
    let proxy = try LoopbackServer(always: .answer(LoopbackServer.empty))
    defer { proxy.stop() }
    let client = try makeClient { $0.proxy = "http://127.0.0.1:\(proxy.port)" }
    let url = try HTTPURL(parsing: "http://partner.example/hook")
    let completion = try client.complete(OutgoingRequest(method: .post, url: url))
    #expect(completion.response?.status == 204)
    #expect(proxy.seen.requests.first?.hasPrefix("POST http://partner.example/hook ") == true)
  }
}

/// The openssl command as a server for a few connections, with a certificate for 127.0.0.1.
@safe private final class TLSServer {
  let port: Int
  let certificate: String
  private let folder: String
  private let output: UnsafeMutablePointer<FILE>

  init(connections: Int) throws {
    var template = Array("/tmp/weir-tls-XXXXXX".utf8CString)
    guard unsafe mkdtemp(&template) != nil else {
      throw LoopbackError(call: "mkdtemp", code: errno)
    }
    folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    certificate = folder + "/certificate.pem"
    let command =
      "cd \(folder) && openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes "
      + "-subj /CN=test -addext subjectAltName=IP:127.0.0.1 -days 2 -keyout key.pem "
      + "-out certificate.pem 2>/dev/null && exec timeout 30 openssl s_server -4 -www -accept 0 "
      + "-naccept \(connections) -key key.pem -cert certificate.pem 2>&1 </dev/null"
    guard let output = unsafe popen(command, "r") else {
      throw LoopbackError(call: "popen", code: errno)
    }
    unsafe self.output = output
    port = try unsafe Self.readPort(output)
  }

  /// The server ends by itself after its connections.
  func finish() {
    unsafe pclose(output)
    for name in ["/key.pem", "/certificate.pem"] { unsafe unlink(folder + name) }
    unsafe rmdir(folder)
  }

  /// The line that says where the server listens.
  private static func readPort(_ output: UnsafeMutablePointer<FILE>) throws -> Int {
    let capacity = 512
    var line = [CChar](repeating: 0, count: capacity)
    while unsafe fgets(&line, Int32(capacity), output) != nil {
      let bytes = line.prefix { $0 != 0 && $0 != 0x0A }.map { UInt8(bitPattern: $0) }
      let text = String(decoding: bytes, as: UTF8.self)
      guard text.hasPrefix("ACCEPT"), let port = text.split(separator: ":").last else { continue }
      return try #require(Int(port))
    }
    throw LoopbackError(call: "openssl s_server", code: 0)
  }
}
