/// A command line, a variable or a configuration file that does not say what to do; the text says
/// what would.
struct UsageError: Error, Hashable, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}

/// Why a command could not do what it was told, with the next step.
struct CommandFailure: Error, Hashable, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
