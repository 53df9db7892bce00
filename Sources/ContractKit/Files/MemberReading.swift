import Wire

/// One object of a file, read member by member, so that errors name their place and a misspelt
/// member does not go unseen.
struct MemberReading {
  let object: JSONObject
  let pointer: JSONPointer

  /// Throws unless the value is an object with no members but `known`.
  init(_ value: JSON, at pointer: JSONPointer, known: Set<String>) throws(ContractError) {
    guard let object = value.object else {
      throw ContractError("must be an object, not \(value.kind)", at: pointer)
    }
    for name in object.names where !known.contains(name) {
      let place = pointer.appending(name)
      throw ContractError("no such member; known are \(known.sorted())", at: place)
    }
    self.object = object
    self.pointer = pointer
  }

  func has(_ name: String) -> Bool { object[name] != nil }

  func value(_ name: String) throws(ContractError) -> JSON {
    guard let value = object[name] else {
      throw ContractError("is missing", at: pointer.appending(name))
    }
    return value
  }

  func string(_ name: String) throws(ContractError) -> String {
    try read(name, "a string") { $0.string }
  }

  func integer(_ name: String) throws(ContractError) -> Int64 {
    try read(name, "a whole number") { $0.integer }
  }

  func bool(_ name: String) throws(ContractError) -> Bool {
    try read(name, "true or false") { $0.bool }
  }

  func time(_ name: String) throws(ContractError) -> Timestamp {
    try read(name, "a time such as 2026-11-22T10:00:00Z") {
      $0.string.flatMap { Timestamp(rfc3339: $0) }
    }
  }

  /// The elements with their places.
  func elements(_ name: String) throws(ContractError) -> [(value: JSON, pointer: JSONPointer)] {
    let array = try read(name, "an array") { $0.array }
    let place = pointer.appending(name)
    return array.enumerated().map { ($0.element, place.appending($0.offset)) }
  }

  func strings(_ name: String) throws(ContractError) -> [String] {
    try read(name, "an array of strings") { value in
      guard let array = value.array else { return nil }
      let texts = array.compactMap(\.string)
      return texts.count == array.count ? texts : nil
    }
  }

  func integers(_ name: String) throws(ContractError) -> [Int64] {
    try read(name, "an array of whole numbers") { value in
      guard let array = value.array else { return nil }
      let numbers = array.compactMap(\.integer)
      return numbers.count == array.count ? numbers : nil
    }
  }

  /// Header fields from an object of names and texts.
  func fields(_ name: String) throws(ContractError) -> HTTPFields {
    let members = try read(name, "an object of strings") { $0.object }
    var fields = HTTPFields()
    for member in members {
      let place = pointer.appending(name).appending(member.name)
      guard let text = member.value.string else {
        throw ContractError("must be a string", at: place)
      }
      do throws(HTTPFieldError) {
        try fields.append(name: member.name, text: text)
      } catch {
        throw ContractError("\(error)", at: place)
      }
    }
    return fields
  }

  /// Makes a value from a member; nil from `make` is the error that `what` was expected.
  func read<Value>(
    _ name: String, _ what: String, _ make: (JSON) -> Value?
  ) throws(ContractError) -> Value {
    guard let result = make(try value(name)) else {
      throw ContractError("must be \(what)", at: pointer.appending(name))
    }
    return result
  }
}
