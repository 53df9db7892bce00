import AdapterKit
import Crypto
import Domain
import Gateway
import Storage

/// What operations are handed beside the request.
struct Services: Sendable {
  let random: any RandomSource
  let adapters: [AdapterName: any Adapter]
  /// Drawn at the start; cursors that lean on the structure in memory hold it.
  let instance: UInt64
  let clock: any Clock
  let store: any Store
}
