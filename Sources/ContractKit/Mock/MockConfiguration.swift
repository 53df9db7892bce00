/// What a mock partner is started with.
package struct MockConfiguration: Sendable {
  package var address: String
  /// 0 lets the system choose; `MockWebhook.port` tells the choice.
  package var port: Int
  /// What it verifies with, `whsec_` or `whpk_` texts; any of them is enough.
  package var secrets: [String]
  package var misbehaviour: Misbehaviour
  /// Whether `GET /_mock/state` shows copy and transcript to whoever asks.
  package var showsState: Bool

  package init(
    address: String = "127.0.0.1", port: Int = 0, secrets: [String],
    misbehaviour: Misbehaviour = .none, showsState: Bool = false
  ) {
    self.address = address
    self.port = port
    self.secrets = secrets
    self.misbehaviour = misbehaviour
    self.showsState = showsState
  }
}
