import Domain
import Wire

/// What can be set about serving.
struct ServeSettings: Hashable {
  let store: String
  let masterKey: String
  let listen: ListenAddress
  /// Of the API.
  let threads: Int
  /// That send to endpoints.
  let deliveryThreads: Int
  let egress: EgressPolicy
  /// Of authorities that endpoints' certificates may come from besides the system's.
  let certificateFile: String?
  let drain: Duration
  let keptAttemptDays: Int
  let removalLimit: RemovalLimit

  /// With what holds by itself for all else.
  init(store: String, masterKey: String, listen: ListenAddress, egress: EgressPolicy) {
    self.store = store
    self.masterKey = masterKey
    self.listen = listen
    self.egress = egress
    threads = Self.standardThreads
    deliveryThreads = 1
    certificateFile = nil
    drain = .seconds(10)
    keptAttemptDays = 30
    removalLimit = .standard
  }

  init(_ told: Invocation) throws(UsageError) {
    store = try told.text("store")
    masterKey = try told.text("master-key")
    listen = try ListenAddress(told.text("listen"))
    threads = told.integer("threads") ?? Self.standardThreads
    deliveryThreads = told.integer("delivery-threads") ?? 1
    egress = EgressPolicy(allowed: try Self.networks(told.all("allow-egress")))
    certificateFile = told[CertificateFile.option.name]
    drain = .seconds(told.integer("drain-seconds") ?? 10)
    keptAttemptDays = told.integer("keep-attempts-days") ?? 30
    removalLimit = try Self.removalLimit(told)
  }

  /// One for each processor, but a few are enough for any API.
  private static let standardThreads = min(Processors.count, 4)

  /// The folder of the attempt log, beside the store.
  var attempts: String { store + ".attempts" }

  private static func removalLimit(_ told: Invocation) throws(UsageError) -> RemovalLimit {
    let standard = RemovalLimit.standard
    let hours = told.integer("removal-window-hours").map { Duration.seconds($0 * 3600) }
    do throws(InvalidValue) {
      return try RemovalLimit(
        records: told.integer("removal-limit-records") ?? standard.records,
        percent: told.integer("removal-limit-percent") ?? standard.percent,
        window: hours ?? standard.window)
    } catch {
      throw UsageError("the removal limit cannot be used: \(error)")
    }
  }

  private static func networks(_ texts: [String]) throws(UsageError) -> [CIDR] {
    var networks: [CIDR] = []
    for text in texts {
      do throws(CIDRError) {
        networks.append(try CIDR(parsing: text))
      } catch {
        throw UsageError(
          "--allow-egress \"\(text)\": \(error); write a network such as 127.0.0.0/8")
      }
    }
    return networks
  }
}

extension ServeSettings {
  static let options: [CommandOption] = [
    StoreOptions.store,
    StoreOptions.masterKey,
    CommandOption(
      "listen", .text("ADDRESS:PORT"), "where the API is served", standard: "127.0.0.1:8080",
      isSetting: true),
    CommandOption(
      "threads", .integer(1...64), "threads that serve the API",
      standard: "one for each processor, at most 4", isSetting: true),
    CommandOption(
      "delivery-threads", .integer(1...64), "threads that send to endpoints", standard: "1",
      isSetting: true),
    CommandOption(
      "allow-egress", .text("NETWORK"),
      "let endpoints be at addresses of this network too; without it only global addresses are"
        + " reached, never this machine or a private network", isSetting: true, isRepeatable: true),
    CertificateFile.option,
    CommandOption(
      "drain-seconds", .integer(0...3_600), "how long a stop waits for what is under way",
      standard: "10", isSetting: true),
    CommandOption(
      "keep-attempts-days", .integer(1...3_650), "for how long the attempt log is kept",
      standard: "30", isSetting: true),
    CommandOption(
      "removal-limit-records", .integer(0...1_000_000_000),
      "so many records of an organization may be removed within the window without a person's word",
      standard: "100", isSetting: true),
    CommandOption(
      "removal-limit-percent", .integer(0...100),
      "or this share of its records, where that is more; 100 brakes nothing", standard: "10",
      isSetting: true),
    CommandOption(
      "removal-window-hours", .integer(1...744), "the window in which removals are counted",
      standard: "24", isSetting: true),
  ]
}
