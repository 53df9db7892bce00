import AdapterKit
import Domain
import Wire

/// An adapter that knows one setting and sends nothing.
struct SettingsAdapter: Adapter {
  let name: AdapterName
  let capabilities = Capabilities(removes: true, takesFacts: true, needsSecret: true)

  init() throws {
    name = try AdapterName("standard-webhooks")
  }

  func problems(in settings: JSON) -> [SettingProblem] {
    (settings.object ?? [:]).names.filter { $0 != "label" }.map {
      SettingProblem(JSONPointer([$0]), "is no setting of this adapter")
    }
  }

  func step(_ input: Step) -> Verdict { .done(remember: nil) }
}
