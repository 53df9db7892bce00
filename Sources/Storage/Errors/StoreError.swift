/// Why a store or an attempt log could not do what was asked, and what to do about it.
package struct StoreError: Error, Hashable, Sendable, CustomStringConvertible {
  package let code: Code
  /// Names the file or thing and the remedy; never a stored value.
  package let description: String

  package enum Code: Hashable, Sendable {
    /// The store was closed before.
    case closed
    /// A reader without a state, or a transaction that is over.
    case unusable
    /// There is no such file.
    case missing
    /// The file is there already.
    case exists
    /// Another process writes to the store.
    case inUse
    /// The file is something else.
    case foreign
    /// The file has no bytes.
    case empty
    /// A later version of the program wrote the file.
    case newer
    /// The file's bytes contradict themselves.
    case damaged
    /// No room is left on the disk.
    case full
    /// The journal of no such enterprise is kept here.
    case unknownEnterprise
    /// What was to be written does not follow on what is there.
    case conflict
    /// The system or the database refused.
    case failed
  }

  package init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }

  /// Whether freeing disk space is the remedy; nothing of the write was kept.
  package var isFull: Bool { code == .full }
}

extension StoreError {
  static let closed = StoreError(.closed, "the store is closed; open it again")

  static let released = StoreError(
    .unusable, "the reader has let go of its state; refresh it before reading")

  static let transactionOver = StoreError(
    .unusable, "the transaction is over or has failed; begin another write")

  static let unknownEnterprise = StoreError(
    .unknownEnterprise, "this store keeps no such enterprise; list the enterprises it keeps")

  static func conflict(_ what: String) -> StoreError {
    StoreError(.conflict, "\(what); read the head again and decide anew")
  }

  static func damaged(_ what: String) -> StoreError {
    StoreError(.damaged, "\(what); run `weir verify` and restore a backup")
  }
}
