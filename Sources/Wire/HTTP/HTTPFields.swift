/// One line of a header section.
package struct HTTPField: Hashable, Sendable {
  package let name: HTTPFieldName
  package let value: HTTPFieldValue

  package init(_ name: HTTPFieldName, _ value: HTTPFieldValue) {
    self.name = name
    self.value = value
  }
}

/// A text that cannot be a header field.
package enum HTTPFieldError: Error, Hashable, Sendable, CustomStringConvertible {
  case invalidName
  case invalidValue(of: HTTPFieldName)

  package var description: String {
    switch self {
    case .invalidName: "a field name may hold letters, digits and !#$%&'*+-.^_`|~ only"
    case .invalidValue(let name):
      "the value of \(name) holds a control character: remove line breaks and the like"
    }
  }
}

/// The fields of a message in the order in which they stand; a name may occur more than once.
package struct HTTPFields: Hashable, Sendable {
  private var fields: [HTTPField]

  package init(_ fields: [HTTPField] = []) {
    self.fields = fields
  }

  /// The text of the first field of the name.
  package subscript(name: HTTPFieldName) -> String? { first(name) }

  /// The text of the first field of the name.
  package func first(_ name: HTTPFieldName) -> String? {
    for field in fields where field.name == name { return field.value.text }
    return nil
  }

  /// The texts of all fields of the name, in order.
  package func all(_ name: HTTPFieldName) -> [String] {
    var texts: [String] = []
    for field in fields where field.name == name { texts.append(field.value.text) }
    return texts
  }

  package func contains(_ name: HTTPFieldName) -> Bool {
    fields.contains { $0.name == name }
  }

  /// Adds a field at the end.
  package mutating func append(_ name: HTTPFieldName, _ value: HTTPFieldValue) {
    fields.append(HTTPField(name, value))
  }

  /// Adds a field at the end; throws `invalidValue` if the text cannot be a value.
  package mutating func append(
    _ name: HTTPFieldName, text: String
  ) throws(HTTPFieldError) {
    guard let value = HTTPFieldValue(text) else { throw .invalidValue(of: name) }
    append(name, value)
  }

  /// Adds a field whose name comes from outside too; throws if either text cannot be that.
  package mutating func append(name: String, text: String) throws(HTTPFieldError) {
    guard let name = HTTPFieldName(name) else { throw .invalidName }
    try append(name, text: text)
  }

  /// Makes this the only field of the name, in the place of the first or at the end.
  package mutating func set(_ name: HTTPFieldName, _ value: HTTPFieldValue) {
    guard let first = fields.firstIndex(where: { $0.name == name }) else {
      append(name, value)
      return
    }
    let later = fields[(first + 1)...].filter { $0.name != name }
    fields.replaceSubrange(first..., with: [HTTPField(name, value)] + later)
  }

  /// Makes this the only field of the name; throws `invalidValue` if the text cannot be a value.
  package mutating func set(_ name: HTTPFieldName, text: String) throws(HTTPFieldError) {
    guard let value = HTTPFieldValue(text) else { throw .invalidValue(of: name) }
    set(name, value)
  }

  /// Removes all fields of the name.
  package mutating func remove(_ name: HTTPFieldName) {
    fields.removeAll { $0.name == name }
  }

  package mutating func reserveCapacity(_ count: Int) {
    fields.reserveCapacity(count)
  }
}

extension HTTPFields: RandomAccessCollection {
  package var startIndex: Int { fields.startIndex }
  package var endIndex: Int { fields.endIndex }
  package subscript(position: Int) -> HTTPField { fields[position] }
}

extension HTTPFields: ExpressibleByDictionaryLiteral {
  /// The fields as written, repeated names kept.
  package init(dictionaryLiteral elements: (HTTPFieldName, HTTPFieldValue)...) {
    self.init(elements.map { HTTPField($0, $1) })
  }
}
