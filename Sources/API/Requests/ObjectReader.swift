import Wire

/// Reads the members of one object; what was not asked for at the end is unknown.
struct ObjectReader {
  private let object: JSONObject
  private let pointer: JSONPointer
  private let problems: FieldProblems
  /// The members that were asked for: a dozen at most, so a list is quicker than a set.
  private var known: [String] = []
  /// The members that were merged into present ones.
  private(set) var merged: [String] = []

  init(_ object: JSONObject, at pointer: JSONPointer, problems: FieldProblems) {
    self.object = object
    self.pointer = pointer
    self.problems = problems
    known.reserveCapacity(12)
  }

  /// Nil, and noted, where the value is no object.
  init?(_ input: FieldInput) {
    guard let object = Reading<JSONObject>.object.read(input) else { return nil }
    self.init(object, at: input.pointer, problems: input.problems)
  }

  /// A member that must be there.
  mutating func required<Value>(_ name: String, _ reading: Reading<Value>) -> Value? {
    guard let input = input(name) else {
      problems.add(pointer.appending(name), "is missing")
      return nil
    }
    return reading.read(input)
  }

  /// A member that may be left out; nil then, and where it was invalid.
  mutating func optional<Value>(_ name: String, _ reading: Reading<Value>) -> Value? {
    input(name).flatMap { reading.read($0) }
  }

  /// A member that is an object and is merged into the present one (RFC 7396); left alone where
  /// there is no present one, for then there is nothing to change either.
  mutating func merged<Value>(
    _ name: String, into current: JSON?, _ reading: Reading<Value>
  ) -> Value? {
    guard let input = input(name) else { return nil }
    guard input.value.object != nil else { return input.fail("must be an object") }
    return merge(input, name, into: current, reading)
  }

  /// As `merged`, of a member that null takes away as a whole.
  mutating func mergedOrNull<Value>(
    _ name: String, into current: JSON?, _ reading: Reading<Value>
  ) -> Value? {
    guard let input = input(name) else { return nil }
    guard !input.value.isNull else { return reading.read(input) }
    guard input.value.object != nil else { return input.fail("must be an object or null") }
    return merge(input, name, into: current, reading)
  }

  private mutating func merge<Value>(
    _ input: FieldInput, _ name: String, into current: JSON?, _ reading: Reading<Value>
  ) -> Value? {
    guard let present = current?[name] else { return nil }
    merged.append(name)
    return reading.read(
      FieldInput(
        value: present.merging(input.value), pointer: input.pointer, problems: problems))
  }

  func has(_ name: String) -> Bool {
    object[name] != nil
  }

  /// Notes something about a member that was read.
  func reject(_ name: String, _ detail: String) {
    problems.add(pointer.appending(name), detail)
  }

  /// Notes members that were never asked for.
  func end() {
    for name in object.lazy.map(\.name) where !known.contains(name) {
      let detail =
        known.isEmpty
        ? "is not known here; leave it out"
        : "is not known here; known are " + known.sorted().joined(separator: ", ")
      problems.add(pointer.appending(name), detail)
    }
  }

  private mutating func input(_ name: String) -> FieldInput? {
    known.append(name)
    return object[name].map {
      FieldInput(value: $0, pointer: pointer.appending(name), problems: problems)
    }
  }
}
