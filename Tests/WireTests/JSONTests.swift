import Testing
import Wire

@Suite struct JSONTests {
  @Test(arguments: UInt64(0)..<200)
  func `any value survives writing and parsing`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let value = generator.json(depth: 4)
    #expect(try JSON.parse(value.bytes) == value)
    #expect(try JSON.parse(value.prettyBytes) == value)
    #expect(try JSON.parse(value.bytes).canonicalBytes == value.canonicalBytes)
    #expect(try JSON.parse(value.bytes).hashValue == value.hashValue)
  }

  @Test(arguments: UInt64(0)..<200)
  func `canonical bytes do not depend on the order of members`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    guard case .object(let object) = JSON.object(["a": generator.json(depth: 3), "b": 1, "c": 2])
    else { return }
    var reversed = JSONObject()
    for member in object.reversed() { reversed[member.name] = member.value }
    #expect(object == reversed)
    #expect(object.names != reversed.names)
    #expect(JSON.object(object).canonicalBytes == JSON.object(reversed).canonicalBytes)
    #expect(object.hashValue == reversed.hashValue)
  }

  @Test func `strings are equal only if their code units are`() {
    #expect(JSON.string("\u{E9}") != JSON.string("e\u{301}"))
    #expect(JSON.string("\u{212B}") != JSON.string("A\u{30A}"))
    #expect(JSON.string("\u{E9}") == JSON.string("\u{E9}"))
    #expect(["\u{E9}": 1] as JSONObject != ["e\u{301}": 1])
  }

  @Test func `numbers are equal by value`() {
    #expect(JSON.integer(1) == .number(1))
    #expect(JSON.integer(1).hashValue == JSON.number(1).hashValue)
    #expect(JSON.integer(.max) != .number(0x1p63))
    #expect(JSON.number(-0.0) == .integer(0))
    #expect(JSON.number(1.5) != .integer(1))
  }

  @Test func `an accessor answers for its own kind only`() {
    let value: JSON = ["s": "x", "i": 3, "n": 2.5, "w": 4.0, "b": true, "a": [1], "z": nil]
    #expect(value["s"]?.string == "x")
    #expect(value["i"]?.integer == 3)
    #expect(value["w"]?.integer == 4)
    #expect(value["n"]?.integer == nil)
    #expect(value["n"]?.number == 2.5)
    #expect(value["i"]?.number == 3)
    #expect(value["b"]?.bool == true)
    #expect(value["a"]?.array == [1])
    #expect(value["z"]?.isNull == true)
    #expect(value["missing"] == nil)
    #expect(value["s"]?.integer == nil)
    #expect(value.string == nil)
    #expect(value.object?.names == ["s", "i", "n", "w", "b", "a", "z"])
    #expect(value["a"]?["s"] == nil)
    #expect(value.kind == "object")
  }
}

@Suite struct JSONObjectTests {
  @Test(arguments: [3, 16, 17, 100])
  func `members keep order through changes`(count: Int) {
    var object = JSONObject()
    for number in 0..<count { object["k\(number)"] = .integer(Int64(number)) }
    object["k1"] = "changed"
    object["k0"] = nil
    #expect(object.names == (1..<count).map { "k\($0)" })
    #expect(object["k1"] == "changed")
    #expect(object["k0"] == nil)
    #expect(object["k\(count - 1)"] == .integer(Int64(count - 1)))
    let repeated = object.append("k1", 1)
    #expect(!repeated)
    let added = object.append("new", 1)
    #expect(added)
    #expect(object.last?.name == "new")
    #expect(object.count == count)
  }

  @Test func `objects of other members are not equal`() {
    #expect(["a": 1] as JSONObject != ["a": 2])
    #expect(["a": 1] as JSONObject != ["b": 1])
    #expect(["a": 1] as JSONObject != ["a": 1, "b": 1])
  }
}
