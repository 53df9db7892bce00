import CSQLite
import Synchronization

/// A file system for tests and simulation: the system's own, with calls that fail as planned.
///
/// Given to a connection through `Database.Options`; any number may go through one. Memory maps are off
/// in it, so that every access can fail.
package final class FaultyFileSystem: Sendable {
  private static let count = Atomic<Int>(0)

  /// What shall fail; may be changed at any time.
  package let plan: FaultPlan

  /// The name under which SQLite knows it, another for each instance.
  let name: String
  private let registration: Registration

  /// Fails only if memory or SQLite itself does.
  package init(plan: FaultPlan = FaultPlan()) throws(SQLiteError) {
    let number = Self.count.add(1, ordering: .relaxed).newValue
    name = "faulty-\(number)"
    self.plan = plan
    registration = try Registration(name: name, plan: plan)
  }
}

/// The C side of a faulty file system.
@safe
private struct Registration: ~Copyable, Sendable {
  // The address rather than the pointer, for it is used by whichever thread lets go last.
  private let address: UInt
  private let plan: FaultPlan

  init(name: String, plan: FaultPlan) throws(SQLiteError) {
    let context = unsafe Unmanaged.passUnretained(plan).toOpaque()
    let handle = unsafe csqlite_faulty_create(name, context) { context, operation, flags in
      guard let context = unsafe context,
        let operation = FaultPlan.Operation(rawValue: operation)
      else { return SQLITE_OK }
      let plan = unsafe Unmanaged<FaultPlan>.fromOpaque(context).takeUnretainedValue()
      return plan.decide(operation, of: FaultPlan.File(flags: flags))?.rawValue ?? SQLITE_OK
    }
    guard let handle = unsafe handle else {
      throw SQLiteError(
        operation: .configure, code: .error, message: "the file system could not be registered")
    }
    address = UInt(bitPattern: handle)
    self.plan = plan
  }

  deinit {
    unsafe csqlite_faulty_destroy(UnsafeMutablePointer(bitPattern: address))
  }
}

extension FaultPlan.File {
  fileprivate init(flags: Int32) {
    self =
      if flags & SQLITE_OPEN_MAIN_DB != 0 {
        .database
      } else if flags & SQLITE_OPEN_WAL != 0 {
        .writeAheadLog
      } else if flags & SQLITE_OPEN_MAIN_JOURNAL != 0 {
        .rollbackJournal
      } else {
        .other
      }
  }
}
