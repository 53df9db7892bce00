/// A path to one value inside a document (RFC 6901).
package struct JSONPointer: Hashable, Sendable {
  /// The member names and array positions on the way, unescaped.
  package private(set) var tokens: [String]

  /// The whole document.
  package static let root = JSONPointer()

  package init(_ tokens: [String] = []) {
    self.tokens = tokens
  }

  /// Reads the text form; nil if it neither is empty nor starts with `/`, or holds a `~` that is
  /// followed by neither 0 nor 1.
  package init?(parsing text: String) {
    tokens = []
    guard !text.isEmpty else { return }
    guard text.utf8.first == UInt8(ascii: "/") else { return nil }
    for part in text.utf8.dropFirst().split(separator: 0x2F, omittingEmptySubsequences: false) {
      guard let token = Self.unescaped(part) else { return nil }
      tokens.append(token)
    }
  }

  /// The pointer to a member of what this points to.
  package func appending(_ name: String) -> JSONPointer {
    JSONPointer(tokens + [name])
  }

  /// The pointer to an element, counted from 0, of what this points to.
  package func appending(_ position: Int) -> JSONPointer {
    appending(String(position))
  }

  /// The value that this points to in the document, or nil if there is none.
  package func value(in document: JSON) -> JSON? {
    var value = document
    for token in tokens {
      switch value {
      case .object(let object):
        guard let member = object[token] else { return nil }
        value = member
      case .array(let elements):
        guard let position = Self.position(token), position < elements.count else { return nil }
        value = elements[position]
      default: return nil
      }
    }
    return value
  }

  private static func position(_ token: String) -> Int? {
    let digits = token.utf8
    guard digits.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
    guard digits.count == 1 || digits.first != UInt8(ascii: "0") else { return nil }
    return Int(token)
  }

  private static func unescaped(_ part: Substring.UTF8View) -> String? {
    var bytes: [UInt8] = []
    var rest = part.makeIterator()
    while let byte = rest.next() {
      guard byte == UInt8(ascii: "~") else {
        bytes.append(byte)
        continue
      }
      switch rest.next() {
      case UInt8(ascii: "0"): bytes.append(UInt8(ascii: "~"))
      case UInt8(ascii: "1"): bytes.append(UInt8(ascii: "/"))
      default: return nil
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension JSONPointer: CustomStringConvertible {
  /// The text form: empty for the whole document, else each token after a `/`.
  package var description: String {
    var bytes: [UInt8] = []
    for token in tokens {
      bytes.append(UInt8(ascii: "/"))
      for byte in token.utf8 {
        switch byte {
        case UInt8(ascii: "~"): bytes.append(contentsOf: "~0".utf8)
        case UInt8(ascii: "/"): bytes.append(contentsOf: "~1".utf8)
        default: bytes.append(byte)
        }
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
