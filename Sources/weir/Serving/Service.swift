import API
import Crypto
import Gateway
import HTTPClient
import HTTPServer
import StandardWebhooks
import Storage
import Wire

/// Everything that serves one store, wired together: store, gateway, delivery and API.
final class Service {
  private let settings: ServeSettings
  private let clock: any Clock
  private let notices: Notices
  private let store: SQLiteStore
  private let attempts: SQLiteAttemptLog
  private let gateway: Gateway
  private let api: APIService
  private let server: HTTPServer

  /// Opens the store and takes the port; nothing runs yet.
  init(_ settings: ServeSettings, notices: Notices, clock: any Clock = SystemClock()) throws {
    self.settings = settings
    self.notices = notices
    self.clock = clock
    if let file = settings.certificateFile { try CertificateFile.check(file) }
    store = try SQLiteStore.open(named: settings.store)
    let masterKey = try MasterKey(file: settings.masterKey)
    attempts = try SQLiteAttemptLog(folder: settings.attempts)
    gateway = try Gateway(
      GatewayParts(
        store: store, attemptLog: attempts, masterKey: masterKey, adapters: [StandardWebhooks()],
        clock: clock,
        configuration: Self.configuration(settings), notice: { notices.tell($0) }))
    gateway.add(DeliveryLoops(Self.delivery(settings)))
    api = try APIService(gateway, random: SystemRandom(), threads: settings.threads)
    server = try HTTPServer(
      configuration: ServerConfiguration(
        address: "\(settings.listen.address)", port: settings.listen.port,
        threads: settings.threads, maximumBodyBytes: Self.maximumBodyBytes),
      handler: api)
  }

  /// What the largest request of the API may have: a batch.
  private static let maximumBodyBytes = 8 << 20

  private static func configuration(_ settings: ServeSettings) -> GatewayConfiguration {
    var configuration = GatewayConfiguration()
    configuration.removalLimit = settings.removalLimit
    return configuration
  }

  private static func delivery(_ settings: ServeSettings) -> DeliveryConfiguration {
    var configuration = DeliveryConfiguration()
    configuration.loops = settings.deliveryThreads
    configuration.egress = settings.egress
    configuration.userAgent = Version.userAgent
    configuration.certificateFile = settings.certificateFile
    return configuration
  }

  /// Where the API is reached.
  var url: String { "http://\(settings.listen.host):\(server.port)" }

  /// From here on requests are answered.
  func start() throws {
    try gateway.start()
    try server.start()
    for skipped in attempts.skipped { notices.tell("\(skipped)") }
  }

  /// Lets go of days of the attempt log that are older than they are to be.
  func dropOldAttempts() {
    let kept = Duration.seconds(86_400) * settings.keptAttemptDays
    do {
      try attempts.drop(before: clock.now() - kept)
    } catch {
      notices.tell("old attempts could not be dropped: \(error)")
    }
  }

  /// Answers what is under way, carries out what was accepted, and closes the store.
  ///
  /// Requests get all of the time; what is left of it, a second at least, the gateway gets.
  func stop() {
    let end = clock.elapsed() + settings.drain
    api.beginDraining()
    server.stop(within: settings.drain)
    gateway.stop(within: max(.seconds(1), end - clock.elapsed()))
    attempts.close()
    store.close()
  }
}
