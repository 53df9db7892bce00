package import AdapterKit
package import Crypto
package import Domain
package import Storage

/// What a gateway is made of; the composition root chooses each.
package struct GatewayParts: Sendable {
  package let store: any Store
  package let attemptLog: any AttemptLog
  package let masterKey: MasterKey
  package let adapters: [AdapterName: any Adapter]
  package let clock: any Clock
  package let random: any RandomSource
  package let configuration: GatewayConfiguration
  /// Takes sentences for the operator, without secrets; called on any thread, must not block.
  package let notice: @Sendable (String) -> Void

  package init(
    store: any Store, attemptLog: any AttemptLog, masterKey: MasterKey,
    adapters: [any Adapter] = [], clock: any Clock = SystemClock(),
    random: any RandomSource = SystemRandom(),
    configuration: GatewayConfiguration = GatewayConfiguration(),
    notice: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.store = store
    self.attemptLog = attemptLog
    self.masterKey = masterKey
    self.adapters = Dictionary(adapters.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
    self.clock = clock
    self.random = random
    self.configuration = configuration
    self.notice = notice
  }
}
