import Domain
import Wire

/// Writes one row as canonical JSON, each member shown, masked or left out by its level.
///
/// The caller adds members in the order of RFC 8785, which for their names is that of bytes.
struct RowWriter {
  let visibility: Visibility
  private(set) var classes: FieldClassSet = []
  private var json = JSONWriter()
  private var marks: [Row.Mark] = []

  init(visibility: Visibility) {
    self.visibility = visibility
    marks.reserveCapacity(12)
    json.beginObject()
  }

  /// Adds a member whose value `write` writes; it must write exactly one.
  mutating func add(
    _ name: String, as fieldClass: FieldClass, _ write: (inout RowWriter) -> Void
  ) {
    if let last = marks.last {
      precondition(
        last.name.utf8.lexicographicallyPrecedes(name.utf8),
        "Members of a row are added in the order of their names.")
    }
    json.key(name)
    let start = json.bytes.count
    write(&self)
    marks.append(Row.Mark(name: name, start: start, end: json.bytes.count))
    classes.insert(FieldClassSet(fieldClass))
  }

  mutating func add(_ name: String, _ text: String, as fieldClass: FieldClass) {
    add(name, as: fieldClass) { $0.json.string(text) }
  }

  mutating func add(_ name: String, _ number: Int, as fieldClass: FieldClass) {
    add(name, as: fieldClass) { $0.json.integer(number) }
  }

  mutating func text(_ field: Field, _ value: String, mask: (String) -> String) {
    guard let shown = shown(field, value, mask: mask) else { return }
    add(field.name, shown, as: field.fieldClass)
  }

  mutating func list(
    _ field: Field, _ values: some Sequence<String>, mask: (String) -> String
  ) {
    guard visibility.level(of: field) > .hidden else { return }
    add(field.name, as: field.fieldClass) { writer in
      writer.json.beginArray()
      for value in values {
        if let shown = writer.shown(field, value, mask: mask) { writer.json.string(shown) }
      }
      writer.json.endArray()
    }
  }

  /// A value of which a part would tell all: masked, it is left out.
  mutating func whole(_ field: Field, _ text: String) {
    guard visibility.level(of: field) == .clear else { return }
    add(field.name, text, as: field.fieldClass)
  }

  mutating func custom(_ fields: [CustomField]) {
    let shown = fields.filter { visibility.level(of: $0.fieldClass) > .hidden }
    guard !shown.isEmpty else { return }
    for field in shown { classes.insert(FieldClassSet(field.fieldClass)) }
    // Names are ASCII, where the order of strings is that of UTF-16 code units.
    let ordered = shown.count == 1 ? shown : shown.sorted { $0.name < $1.name }
    add("custom", as: ordered[0].fieldClass) { writer in
      writer.json.beginObject()
      for field in ordered {
        let isMasked = writer.visibility.level(of: field.fieldClass) == .masked
        writer.json.key(field.name)
        writer.json.string(isMasked ? Mask.text(field.value) : field.value)
      }
      writer.json.endObject()
    }
  }

  /// The departments, by what the party calls them, each with its position if that is shown.
  mutating func departments(_ placements: [(department: String, position: String?)]) {
    add(Field.departments.name, as: Field.departments.fieldClass) { writer in
      writer.json.beginArray()
      for placement in placements {
        writer.json.beginObject()
        writer.json.key("department")
        writer.json.string(placement.department)
        if let position = placement.position,
          let shown = writer.shown(.positions, position, mask: Mask.text)
        {
          writer.json.key("position")
          writer.json.string(shown)
        }
        writer.json.endObject()
      }
      writer.json.endArray()
    }
  }

  /// The finished row.
  consuming func finish(_ record: RecordID, _ kind: RecordKind, id: String) -> Row {
    json.endObject()
    return Row(
      record: record, kind: kind, id: id, canonicalBytes: json.finish(), marks: marks,
      classes: classes)
  }

  /// The text at the field's level, or nil where it is hidden; notes the class that it shows.
  private mutating func shown(
    _ field: Field, _ value: String, mask: (String) -> String
  ) -> String? {
    let level = visibility.level(of: field)
    guard level > .hidden else { return nil }
    classes.insert(FieldClassSet(field.fieldClass))
    return level == .masked ? mask(value) : value
  }
}
