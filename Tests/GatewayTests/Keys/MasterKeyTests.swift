import Crypto
import Domain
import Gateway
import Glibc
import Testing
import Wire

@Suite struct MasterKeyTests {
  private let random = SeededRandom(seed: 5)
  private let bytes = [UInt8](0..<32)

  @Test func `a sealed root opens for its enterprise under its key only`() throws {
    let key = try #require(MasterKey(bytes: bytes))
    let other = try #require(MasterKey(bytes: bytes.reversed()))
    let enterprise = EnterpriseID(from: random)
    let root = Secret(random.bytes(32))
    let sealed = key.seal(root: root, of: enterprise, random: random)
    #expect(try key.open(root: sealed, of: enterprise) == root)
    #expect(throws: GatewayError.self) { try other.open(root: sealed, of: enterprise) }
    #expect(throws: GatewayError.self) {
      try key.open(root: sealed, of: EnterpriseID(from: random))
    }
    #expect(throws: GatewayError.self) { try key.open(root: [], of: enterprise) }
  }

  @Test(arguments: [0, 31, 33])
  func `a key of another length is none`(count: Int) {
    #expect(MasterKey(bytes: [UInt8](repeating: 1, count: count)) == nil)
  }

  @Test func `a file holds the key as base64 or hexadecimal, with white space around`() throws {
    let enterprise = EnterpriseID(from: random)
    let key = try #require(MasterKey(bytes: bytes))
    let sealed = key.seal(root: Secret(random.bytes(32)), of: enterprise, random: random)
    let unpadded = String(Base64.encode(bytes).dropLast())
    for text in [Base64.encode(bytes) + "\n", unpadded, " \(Hex.encode(bytes))\r\n"] {
      let file = KeyFile(text)
      let read = try MasterKey(file: file.path)
      #expect(try read.open(root: sealed, of: enterprise).count == 32)
    }
  }

  @Test(arguments: ["", "abc", "AAAA", "zz", "00"])
  func `another text is refused with how to make a key`(text: String) {
    let file = KeyFile(text)
    let error = #expect(throws: GatewayError.self) { try MasterKey(file: file.path) }
    #expect(error?.description.contains("openssl rand -base64 32") == true)
  }

  @Test(arguments: [mode_t(0o640), 0o604, 0o660, 0o700, 0o644])
  func `a file that others may touch is refused with the command to run`(mode: mode_t) {
    let file = KeyFile(Base64.encode(bytes), mode: mode)
    let error = #expect(throws: GatewayError.self) { try MasterKey(file: file.path) }
    #expect(error?.description.contains("chmod 600 \(file.path)") == true)
  }

  @Test(arguments: [mode_t(0o600), 0o400])
  func `a file of its owner alone is read`(mode: mode_t) throws {
    let file = KeyFile(Base64.encode(bytes), mode: mode)
    _ = try MasterKey(file: file.path)
  }

  @Test func `a folder and a missing file are refused`() {
    #expect(throws: GatewayError.self) { try MasterKey(file: "/tmp") }
    #expect(throws: GatewayError.self) { try MasterKey(file: "/nowhere/key") }
  }

  @Test func `a created file is read back and never replaced`() throws {
    let file = KeyFile("")
    _ = unsafe unlink(file.path)
    let made = try MasterKey.create(file: file.path, random: random)
    let read = try MasterKey(file: file.path)
    let enterprise = EnterpriseID(from: random)
    let sealed = made.seal(root: Secret(bytes), of: enterprise, random: random)
    #expect(try read.open(root: sealed, of: enterprise) == Secret(bytes))
    #expect(throws: GatewayError.self) { try MasterKey.create(file: file.path, random: random) }
  }
}

/// A key file that is gone with its last reference.
private final class KeyFile {
  let path: String

  init(_ text: String, mode: mode_t = 0o600) {
    var template = Array("/tmp/weir-key-XXXXXX".utf8CString)
    let descriptor = unsafe mkstemp(&template)
    let bytes = Array(text.utf8)
    _ = unsafe write(descriptor, bytes, bytes.count)
    fchmod(descriptor, mode)
    close(descriptor)
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    _ = unsafe unlink(path)
  }
}
