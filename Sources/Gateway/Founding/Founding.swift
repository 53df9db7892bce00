package import Crypto
package import Domain
package import Storage
import Views
import Wire

/// Makes new enterprises in a store that no gateway runs over yet.
package struct Founding: Sendable {
  private let store: any Store
  private let masterKey: MasterKey
  private let clock: any Clock
  private let random: any RandomSource

  package init(
    store: any Store, masterKey: MasterKey, clock: any Clock = SystemClock(),
    random: any RandomSource = SystemRandom()
  ) {
    self.store = store
    self.masterKey = masterKey
    self.clock = clock
    self.random = random
  }

  /// An enterprise that was just made.
  package struct Founded: Sendable {
    package let enterprise: EnterpriseID
    package let key: KeyID
    /// The secret of the first admin's key; it is kept nowhere, so it must be shown now.
    package let secret: BearerSecret
  }

  /// Draws the enterprise's root key and writes its first two entries: the enterprise itself, and the
  /// key of its first admin.
  ///
  /// All of it is durable on return; nothing is kept when it throws.
  package func found(_ name: Name, keyName: Name) throws -> Founded {
    let id = EnterpriseID(from: random)
    let root = Secret(random.bytes(EnterpriseKeys.rootByteCount))
    let secret = BearerSecret(from: random)
    let key = Key(
      id: KeyID(from: random), party: .enterprise, role: .brandAdmin, name: keyName,
      secretDigest: secret.digest)
    let sealed = masterKey.seal(root: root, of: id, random: random)
    let edit = EnterpriseEdit(of: id, keys: EnterpriseKeys(root: root, enterprise: id))
    try store.write { transaction in
      try transaction.add(EnterpriseRow(id: id, sealedRootKey: sealed))
      try create(.enterprise(Enterprise(id: id, name: name)), in: edit, transaction)
      try create(.key(key), in: edit, transaction)
    }
    return Founded(enterprise: id, key: key.id, secret: secret)
  }

  private func create(
    _ record: Record, in edit: EnterpriseEdit, _ transaction: any StoreTransaction
  ) throws {
    let request = CommandRequest(
      .create(record), by: .operatorAtMachine, at: edit.nextTime(clock.now()))
    let decision = try decide(request, in: BatchDirectory(edit: edit, reader: transaction))
    let write = EntryWrite(decision, of: request, after: edit.head, random: random)
    try transaction.append(write, in: edit.id)
    _ = edit.apply(write.entry, decision.changes)
  }
}
