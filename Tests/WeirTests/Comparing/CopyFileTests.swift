import ContractKit
import Crypto
import TemporaryFiles
import Testing
import Views

@testable import weir

@Suite struct CopyFileTests {
  private static let one = #"{"id":"con_0a00000000000000000000000000000b","name":"张"}"#

  private func sums(_ text: String) throws -> ViewSum {
    let folder = try TemporaryFolder()
    try folder.write(Array(text.utf8), to: "copy.ndjson")
    return try CopyFile(path: folder.file("copy.ndjson")).sums().sum(of: .all)
  }

  @Test func `records count by the canonical form of their lines`() throws {
    let spaced = #"{ "name": "\u5f20",  "id": "con_0a00000000000000000000000000000b" }"#
    let sum = try sums(Self.one + "\n")
    #expect(sum.sum == SHA256.hash(Array(Self.one.utf8)))
    #expect(sum.count == 1)
    #expect(try sums("\n\(spaced)\r\n\n") == sum)
  }

  @Test func `an empty file is an empty copy`() throws {
    #expect(try sums("") == ViewSum())
  }

  @Test(arguments: [
    ("[1]", "line 1"), ("{\"id\":\"x\"}", "line 1"), ("{\"name\":\"x\"}", "line 1"),
    ("\(one)\n{", "line 2"), ("\(one)\n\(one)", "stands there twice"),
  ])
  func `a line that is no record is named`(text: String, says: String) throws {
    let error = #expect(throws: CommandFailure.self) { try sums(text) }
    #expect(error.map { "\($0)".contains(says) } == true, "\(String(describing: error))")
  }
}
