import Wire

/// What all listings have in common: one page of them, or everything.
enum ListingCommand {
  static let options: [CommandOption] = [
    CommandOption("limit", .integer(1...200), "how many at most (without it: 50)"),
    CommandOption("cursor", .text("CURSOR"), "go on from where a page ended"),
    CommandOption("all", .flag, "all pages, one after the other"),
  ]

  /// Shows a page or, with `--all`, everything.
  static func run(
    _ path: String, _ query: [QueryItem], columns: [String], in session: ClientSession
  ) throws {
    let told = session.told
    if told.flag("all") {
      guard !told.has("limit"), !told.has("cursor") else {
        throw UsageError("--all stands without --limit and --cursor: it shows everything")
      }
      return show(try Pages(session.api).all(path, query), columns, in: session)
    }
    let page = ["limit", "cursor"].compactMap { name in told[name].map { QueryItem(name, $0) } }
    let answer = try session.api.get(path, query + page)
    if told.wantsJSON {
      session.console.say(answer.text)
    } else {
      show(answer.json["items"]?.array ?? [], columns, in: session)
    }
    if let next = answer.json["next"]?.string {
      session.console.tell("There is more: add --all, or --cursor \(next)")
    }
  }

  private static func show(_ records: [JSON], _ columns: [String], in session: ClientSession) {
    guard !session.told.wantsJSON else {
      let whole: JSON = ["items": .array(records), "next": nil]
      return session.console.say(whole.description)
    }
    guard !records.isEmpty else { return session.console.tell("There are none.") }
    session.console.say(RecordText.table(of: records, columns: columns).lines)
  }
}
