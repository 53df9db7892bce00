import Wire

/// One way to make a value of a JSON value; what is wrong is noted, and the value then nil.
struct Reading<Value> {
  let read: (FieldInput) -> Value?

  init(_ read: @escaping (FieldInput) -> Value?) {
    self.read = read
  }
}

/// A JSON value, where it stands, and where to note what is wrong with it.
struct FieldInput {
  let value: JSON
  let pointer: JSONPointer
  let problems: FieldProblems

  func fail<Value>(_ detail: String) -> Value? {
    problems.add(pointer, detail)
    return nil
  }

  func member(_ name: String, _ value: JSON) -> FieldInput {
    FieldInput(value: value, pointer: pointer.appending(name), problems: problems)
  }

  func element(_ position: Int, _ value: JSON) -> FieldInput {
    FieldInput(value: value, pointer: pointer.appending(position), problems: problems)
  }
}

extension Reading {
  /// Null reads as nil.
  static func nullable<Wrapped>(_ other: Reading<Wrapped>) -> Reading where Value == Wrapped? {
    Reading { input in
      guard !input.value.isNull else { return .some(nil) }
      guard let value = other.read(input) else { return nil }
      return .some(value)
    }
  }

  static func list<Element>(_ other: Reading<Element>) -> Reading where Value == [Element] {
    Reading { input in
      guard let elements = input.value.array else { return input.fail("must be an array") }
      let values = elements.enumerated().compactMap { position, element in
        other.read(input.element(position, element))
      }
      return values.count == elements.count ? values : nil
    }
  }

  /// A text that `make` accepts; it throws what would be.
  static func made(_ make: @escaping (String) throws -> Value) -> Reading {
    Reading { input in
      guard let text = input.value.string else { return input.fail("must be a string") }
      do {
        return try make(text)
      } catch {
        return input.fail("\(error)")
      }
    }
  }

  /// One of a few words.
  static func word(_ all: [Value], _ name: @escaping (Value) -> String) -> Reading {
    Reading { input in
      let match = input.value.string.flatMap { text in all.first { name($0) == text } }
      guard let match else {
        return input.fail("must be one of " + all.map { "\"\(name($0))\"" }.joined(separator: ", "))
      }
      return match
    }
  }
}

extension Reading<Bool> {
  static var bool: Reading {
    Reading { $0.value.bool ?? $0.fail("must be true or false") }
  }
}

extension Reading<Int> {
  static func integer(_ range: ClosedRange<Int>) -> Reading {
    Reading { input in
      guard let number = input.value.integer, let value = Int(exactly: number),
        range.contains(value)
      else {
        return input.fail("must be a whole number from \(range.lowerBound) to \(range.upperBound)")
      }
      return value
    }
  }
}

extension Reading<JSONObject> {
  static var object: Reading {
    Reading { $0.value.object ?? $0.fail("must be an object") }
  }
}

extension Reading<JSON> {
  /// Whatever it is.
  static var any: Reading { Reading { $0.value } }
}
