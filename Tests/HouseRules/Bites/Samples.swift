/// A Swift file that stands nowhere, for a rule to look at.
func sample(_ text: String, at path: String = "Sources/Domain/Sample.swift") -> SourceText {
  SourceText(path: path, text: text)
}
