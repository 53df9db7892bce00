import Directory
import Wire

/// One line of a setup file: a record as it is to be, or a file of rows to import.
///
/// `{"group": {"chain": "dealers", "code": "east", ...}}` has the members of the API's body, other
/// records being named by their codes. With `"as": "suzhou"` beside it the record is that partner's.
struct SetupLine {
  let number: Int
  /// The code of the partner whose record it is; nil for the enterprise's.
  let bearer: String?
  let content: Content

  enum Content {
    case record(Resource, JSONObject)
    /// A file of rows, its path being seen from the setup file.
    case table(RowKind, path: String)
  }

  /// What may stand in a line, in the order in which a file has it best.
  static let resources: [Resource] = [
    .chain, .group, .partner, .membership, .agreement, .department, .contact, .link, .rule,
    .endpoint,
  ]

  init(_ value: JSON, number: Int) throws(SetupFault) {
    self.number = number
    guard let object = value.object else {
      throw SetupFault(number, "must be an object such as {\"chain\": {...}}")
    }
    bearer = object["as"]?.string
    let nouns = object.names.filter { $0 != "as" }
    guard let noun = nouns.first, nouns.count == 1 else {
      throw SetupFault(number, "names \(nouns.count) records; write one on each line")
    }
    guard let body = object[noun]?.object else {
      throw SetupFault(number, "\"\(noun)\" must be an object, the record")
    }
    guard noun != "import" else {
      content = try Self.table(body, number)
      return
    }
    guard let resource = Self.resources.first(where: { $0.noun == noun }) else {
      let known = Self.resources.map(\.noun) + ["import"]
      let hint = NearestName.of(noun, among: known).map { "; did you mean \"\($0)\"?" } ?? ""
      throw SetupFault(number, "\"\(noun)\" is none of \(known.joined(separator: ", "))\(hint)")
    }
    content = .record(resource, body)
  }

  private static func table(_ body: JSONObject, _ number: Int) throws(SetupFault) -> Content {
    guard let path = body["file"]?.string, RowFile.Format(path: path) != nil,
      let kind = body["kind"]?.string.flatMap({ RowKind(rawValue: $0) }), body.names.count == 2
    else {
      let kinds = RowKind.allCases.map(\.rawValue).joined(separator: ", ")
      throw SetupFault(
        number, "\"import\" needs a file that ends in .csv or .ndjson, and a kind out of \(kinds)")
    }
    return .table(kind, path: path)
  }

  /// Reads a file; faults of single lines are given back with the lines that are good.
  static func lines(of bytes: [UInt8]) -> (lines: [SetupLine], faults: [SetupFault]) {
    var lines: [SetupLine] = []
    var faults: [SetupFault] = []
    let texts = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (position, text) in texts.enumerated() {
      guard text.contains(where: { $0 > 0x20 }) else { continue }
      do throws(JSONError) {
        let value = try JSON.parse(Array(text))
        do throws(SetupFault) {
          lines.append(try SetupLine(value, number: position + 1))
        } catch {
          faults.append(error)
        }
      } catch {
        faults.append(SetupFault(position + 1, "is not JSON: \(error)"))
      }
    }
    return (lines, faults)
  }
}

/// What is wrong with a line of a setup file, or why it was refused.
struct SetupFault: Error, Hashable, CustomStringConvertible {
  let line: Int
  let reason: String

  init(_ line: Int, _ reason: String) {
    self.line = line
    self.reason = reason
  }

  var description: String { "line \(line): \(reason)" }
}
