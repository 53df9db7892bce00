/// The project speaks of itself: no path of one machine, no host of a package registry.
enum SelfContainmentRule {
  /// Written in halves, so that this file is not found by its own rule.
  static let phrases: [String] = [
    "/work/" + "shared", "/work/" + "main", "/work/" + ".library", "/tmp/" + "plan", "/tmp/" + "w/",
    "pypi" + ".org", "pypi" + ".python.org", "pythonhosted" + ".org", "deb" + ".debian.org",
    "security" + ".debian.org", "ghcr" + ".io", "docker" + ".io", "npmjs" + ".org",
    "crates" + ".io", "proxy." + "golang.org", "download" + ".swift.org",
  ]

  static func findings(path: String, text: String) -> [Finding] {
    phrases.filter { text.contains($0) }.flatMap { phrase in
      text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
        .filter { $0.element.contains(phrase) }
        .map { index, _ in
          let message = "\(phrase) is outside the project; it means nothing to a reader"
          return Finding(path: path, line: index + 1, message: message)
        }
    }
  }
}
