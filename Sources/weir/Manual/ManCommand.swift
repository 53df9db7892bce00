import Wire

/// `weir man`: the manual page.
enum ManCommand {
  static let command: ProgramCommand = .init(
    name: "man", summary: "print the manual page, for man",
    details: [
      "To read it: weir man > weir.1; man -l weir.1. To have `man weir` find it: write it to",
      "~/.local/share/man/man1/weir.1.",
    ], examples: ["weir man"]
  ) { told, console in
    let page = ManualPage(root: Program.root, version: Version.text, date: Version.date).text
    guard told.wantsJSON else { return console.answer(page) }
    console.say(["page": .string(page)])
  }
}
