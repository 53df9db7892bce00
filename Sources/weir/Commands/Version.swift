import Wire

/// Which Weir this is.
enum Version {
  static let text = "0.1.0"
  static let date = "2026-11-22"
  static let userAgent = "weir/\(text)"

  static let command = ProgramCommand(
    name: "version", summary: "print the version", examples: ["weir version"]
  ) { told, console in
    guard told.wantsJSON else { return console.say("weir \(text)") }
    console.say(["version": .string(text)])
  }
}
