import Glibc

/// Makes files that only their owner may read.
enum NewFile {
  /// Makes an empty file; throws where there is anything at the path already.
  ///
  /// What SQLite makes beside a file later has the file's permissions.
  static func create(_ path: String) throws(StoreError) {
    let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode_t(0o600))
    guard descriptor >= 0 else {
      guard errno != EEXIST else {
        throw StoreError(.exists, "\(path) is there already; choose another path or remove it")
      }
      let code: StoreError.Code = errno == ENOSPC ? .full : .failed
      throw StoreError(
        code, "\(path) cannot be made (system error \(errno)); check its folder and the disk")
    }
    _ = close(descriptor)
  }

  /// Makes an empty file, or leaves the file that is there.
  static func createIfMissing(_ path: String) throws(StoreError) {
    do { try create(path) } catch {
      guard error.code == .exists else { throw error }
    }
  }

  /// Flushes the folder of a file, so that the file's name outlives a power cut.
  static func flushFolder(of path: String) throws(StoreError) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    let folder = parts.joined(separator: "/")
    let name = parts.isEmpty ? "." : folder.isEmpty ? "/" : folder
    let descriptor = unsafe open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw StoreError(.failed, "\(name) cannot be opened (system error \(errno)); check it")
    }
    defer { _ = close(descriptor) }
    guard fsync(descriptor) == 0 else {
      throw StoreError(.failed, "\(name) cannot be flushed (system error \(errno)); check the disk")
    }
  }

  /// Removes what a failed creation has left; what is not there is no matter.
  static func remove(_ path: String) {
    for suffix in ["", "-wal", "-shm", "-journal"] { _ = unsafe unlink(path + suffix) }
  }
}
