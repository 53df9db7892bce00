import Glibc

/// Keeps every other process from writing to a store, as long as it exists.
///
/// An exclusive `flock` on a file of its own beside the store: SQLite's locks are of another sort and
/// on other files, so neither disturbs the other. The system lets go of it when the process ends,
/// however it ends; the empty file stays, because removing it would let two processes in.
struct FileLock: ~Copyable, Sendable {
  private let descriptor: Int32

  /// Takes the lock of the store at `path`, making its file where there is none.
  init(of path: String) throws(StoreError) {
    guard let lock = try FileLock(of: path, flags: O_CREAT) else {
      throw StoreError(.failed, "\(path).lock cannot be made; check the folder's permissions")
    }
    self = lock
  }

  /// Takes the lock if its file is there; nil where no process ever took it.
  init?(existingOf path: String) throws(StoreError) {
    guard let lock = try FileLock(of: path, flags: 0) else { return nil }
    self = lock
  }

  private init?(of path: String, flags: Int32) throws(StoreError) {
    let descriptor = unsafe open("\(path).lock", O_RDWR | O_CLOEXEC | flags, mode_t(0o600))
    guard descriptor >= 0 else { return nil }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      _ = Glibc.close(descriptor)
      throw StoreError(.inUse, "another process writes to \(path); stop it first")
    }
    self.descriptor = descriptor
  }

  deinit {
    // Not by closing alone: a process that is just being started may hold a copy of the descriptor.
    _ = flock(descriptor, LOCK_UN)
    _ = Glibc.close(descriptor)
  }
}
