import Glibc
import Wire

/// `weir example`: the files of an enterprise that does not exist.
enum ExampleCommand {
  static let command = ProgramCommand(
    name: "example", summary: "write the files of an example enterprise, to try things out",
    details: [
      "A brand of 5,000 people in four levels of departments, 40 dealers by region and 10 suppliers",
      "with people of their own, rules in both directions, and eight endpoints whose addresses are",
      "nobody's. The same seed gives the same files. `weir apply FOLDER/enterprise.ndjson` brings all",
      "of it into an empty enterprise.",
    ],
    options: [
      CommandOption("out", .text("FOLDER"), "where the files go; it is made", isRequired: true),
      CommandOption("seed", .integer(0...Int.max), "decides who they are", standard: "1"),
    ],
    examples: ["weir example --out huacheng", "weir example --seed 7 --out other"]
  ) { told, console in
    let folder = try told.text("out")
    try makeFolder(folder)
    let files = Example(seed: UInt64(told.integer("seed") ?? 1)).files
    try write(files, to: folder)
    guard !told.wantsJSON else {
      let written: JSON = .array(files.map { .string("\(folder)/\($0.name)") })
      return console.say(["files": written])
    }
    console.say("Wrote \(files.map(\.name).joined(separator: ", ")) to \(folder).")
    console.say("Bring it in with `weir apply \(folder)/\(Example.setupName)`.")
  }

  static func write(_ files: [Example.File], to folder: String) throws {
    for file in files { try FileWriting("\(folder)/\(file.name)").write(file.bytes) }
  }

  /// Unless it is there; the one above it must be.
  static func makeFolder(_ path: String) throws(CommandFailure) {
    guard unsafe mkdir(path, 0o755) != 0, errno != EEXIST else { return }
    throw CommandFailure("\(path) cannot be made: \(FileReading.text(errno)); check the path")
  }
}
