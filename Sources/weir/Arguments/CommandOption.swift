/// One thing that a command is told by name, as `--store FILE`.
struct CommandOption: Sendable {
  /// Without the dashes.
  let name: String
  let form: Form
  let summary: String
  /// What holds where nobody says anything.
  var standard: String?
  /// Whether `WEIR_NAME` and the configuration file say it too.
  var isSetting = false
  var isRepeatable = false
  var isRequired = false

  enum Form: Sendable, Equatable {
    /// Stands without a value.
    case flag
    /// Any text; the word stands for it in help.
    case text(String)
    /// A whole number of the range.
    case integer(ClosedRange<Int>)
    /// One of a few words.
    case word([String])
  }

  init(
    _ name: String, _ form: Form, _ summary: String, standard: String? = nil,
    isSetting: Bool = false, isRepeatable: Bool = false, isRequired: Bool = false
  ) {
    self.name = name
    self.form = form
    self.summary = summary
    self.standard = standard
    self.isSetting = isSetting
    self.isRepeatable = isRepeatable
    self.isRequired = isRequired
  }

  /// The environment variable of a setting.
  var variable: String { "WEIR_" + memberName.uppercased() }

  /// The member of a setting in the configuration file.
  var memberName: String { String(name.map { $0 == "-" ? "_" : $0 }) }

  /// The word that a wrong value was meant to be, as the end of a sentence; else nothing.
  func suggestion(for value: String) -> String {
    guard case .word(let words) = form, let nearest = NearestName.of(value, among: words) else {
      return ""
    }
    return "; did you mean \(nearest)?"
  }

  /// Why a text cannot be this option's value; nil where it can.
  func problem(in value: String) -> String? {
    switch form {
    case .text: return nil
    case .flag: return ["true", "false"].contains(value) ? nil : "must be true or false"
    case .integer(let range):
      if let number = Int(value), range.contains(number) { return nil }
      return "must be a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .word(let words):
      return words.contains(value) ? nil : "must be one of " + words.joined(separator: ", ")
    }
  }
}

extension CommandOption {
  static let help = CommandOption("help", .flag, "show this help")
  static let json = CommandOption("json", .flag, "answer in JSON, for machines")
  static let configuration = CommandOption(
    "config", .text("FILE"),
    "read settings from this JSON file, or from the one that WEIR_CONFIG names")
}
