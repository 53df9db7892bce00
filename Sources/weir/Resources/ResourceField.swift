import Wire

/// A member of a resource that a person can set by an option.
struct ResourceField: Sendable {
  let option: CommandOption
  /// The path to the member in the body.
  let member: [String]
  let form: Form
  let isChangeable: Bool
  let isCreatable: Bool

  /// How the texts of the option become the member's value.
  enum Form: Sendable, Equatable {
    case text
    /// An empty text stands for null.
    case optionalText
    /// As RFC 3339 writes it; an empty text stands for null.
    case optionalTime
    case integer
    case flag
    /// All values together; a single empty one stands for none.
    case texts
    /// The same; a single empty one stands for null.
    case optionalTexts
    /// An id, or the code of a record of the kind that the noun names.
    case reference(String)
    case optionalReference(String)
    case references(String)
    case optionalReferences(String)
    /// `DEPARTMENT` or `DEPARTMENT:POSITION`.
    case placements
    /// `CHAIN:TIER`.
    case tiers
    /// `NAME=VALUE:CLASS`.
    case custom
    /// `NAME=LEVEL`.
    case levels
    case json
  }

  init(
    _ option: CommandOption, _ form: Form, member: [String]? = nil, isChangeable: Bool = true,
    isCreatable: Bool = true
  ) {
    self.option = option
    self.member = member ?? [option.memberName]
    self.form = form
    self.isChangeable = isChangeable
    self.isCreatable = isCreatable
  }
}

extension ResourceField {
  static func text(
    _ name: String, _ word: String, _ summary: String, isRequired: Bool = false,
    member: [String]? = nil, isChangeable: Bool = true
  ) -> ResourceField {
    ResourceField(
      CommandOption(name, .text(word), summary, isRequired: isRequired), .text, member: member,
      isChangeable: isChangeable)
  }

  static func time(_ name: String, _ summary: String, member: [String]) -> ResourceField {
    ResourceField(CommandOption(name, .text("TIME"), summary), .optionalTime, member: member)
  }

  static func texts(
    _ name: String, _ word: String, _ summary: String, _ form: Form = .texts, member: [String]
  ) -> ResourceField {
    ResourceField(
      CommandOption(name, .text(word), summary, isRepeatable: true), form, member: member)
  }

  static func word(
    _ name: String, _ words: [String], _ summary: String, isRequired: Bool = false,
    isChangeable: Bool = true
  ) -> ResourceField {
    ResourceField(
      CommandOption(name, .word(words), summary, isRequired: isRequired), .text,
      isChangeable: isChangeable)
  }

  static let code = text("code", "CODE", "your own short name for it", isRequired: true)
  static let name = text("name", "NAME", "what people call it", isRequired: true)
}
