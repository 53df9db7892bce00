import Domain
import Views
import Wire

extension Representation {
  func write(_ rule: Rule, to writer: inout JSONWriter) {
    writer.member("organization", ids.text(rule.organization))
    writer.member("code", rule.code.text)
    writer.member("effect", rule.effect.name)
    writer.member("purpose", rule.purpose.name)
    writer.key("window")
    write(rule.window, to: &writer)
    writer.member("phase", rule.phase.name)
    writer.key("seen")
    writer.beginObject()
    list("departments", rule.seen.departments, .department, to: &writer)
    list("single_departments", rule.seen.singleDepartments, .department, to: &writer)
    list("contacts", rule.seen.contacts, .contact, to: &writer)
    writer.member("positions", rule.seen.positions.map(\.text))
    writer.endObject()
    writer.key("seen_by")
    write(rule.seenBy, to: &writer)
    writer.key("fields")
    write(rule.fields, to: &writer)
  }

  func write(_ window: Window?, to writer: inout JSONWriter) {
    guard let window else { return writer.null() }
    writer.beginObject()
    for (name, time) in [("from", window.from), ("until", window.until)] {
      writer.key(name)
      if let time { writer.string(time.exactText) } else { writer.null() }
    }
    writer.endObject()
  }

  private func write(_ seenBy: Rule.SeenBy, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("enterprise")
    writer.bool(seenBy.enterprise)
    writer.member("partners", seenBy.partners.map { ids.text(.partner($0)) })
    list("groups", seenBy.groups, .group, to: &writer)
    list("single_groups", seenBy.singleGroups, .group, to: &writer)
    writer.member("kinds", seenBy.kinds.map(\.name))
    writer.key("tiers")
    writer.beginArray()
    for tier in seenBy.tiers {
      writer.beginObject()
      member("chain", tier.chain, .chain, to: &writer)
      writer.key("tier")
      writer.integer(tier.depth)
      writer.endObject()
    }
    writer.endArray()
    writer.member("subtrees", seenBy.subtrees.map { ids.text(.partner($0)) })
    writer.endObject()
  }

  func write(_ levels: FieldLevels, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("classes")
    writer.beginObject()
    for fieldClass in FieldClass.allCases {
      if let level = levels.classes[fieldClass] { writer.member(fieldClass.name, level.name) }
    }
    writer.endObject()
    writer.key("fields")
    writer.beginObject()
    for field in Field.allCases {
      if let level = levels.fields[field] { writer.member(field.name, level.name) }
    }
    writer.endObject()
    writer.endObject()
  }
}

extension Timestamp {
  /// With parts of a second only where there are any: a change is merged into what was read.
  fileprivate var exactText: String {
    fractionalMicroseconds == 0 ? rfc3339 : rfc3339WithMicroseconds
  }
}
