import ContractKit
import Testing
import Wire

@testable import Views

/// The vectors of `Contracts/README.md` against the masks that the program makes.
@Suite struct MaskVectorTests {
  private static let path =
    "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    + "/Contracts/vectors/masks.json"

  private static let masks: [(name: String, mask: @Sendable (String) -> String)] = [
    ("name", { Mask.name($0) }), ("phone", { Mask.phone($0) }), ("email", { Mask.email($0) }),
    ("text", { Mask.text($0) }),
  ]

  @Test func `values have the masks that partners were told of`() throws {
    let document = try JSON.parse(FileText.bytes(at: Self.path))
    #expect(document.object?.names == Self.masks.map(\.name))
    for (name, mask) in Self.masks {
      let vectors = try #require(document[name]?.array)
      try #require(vectors.count >= 5)
      for vector in vectors {
        let text = try #require(vector["text"]?.string)
        let masked = try #require(vector["masked"]?.string)
        #expect(mask(text).utf8.elementsEqual(masked.utf8), "\(name) of \(text)")
      }
    }
  }
}
