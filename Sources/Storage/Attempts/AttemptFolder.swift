import Glibc

/// The folder of an attempt log and its files by name.
struct AttemptFolder {
  let path: String

  /// The names in the folder, which is made where it is missing.
  func openedNames() throws(StoreError) -> [String] {
    guard unsafe mkdir(path, 0o700) == 0 || errno == EEXIST else {
      throw failure("cannot be made")
    }
    return try names()
  }

  private func names() throws(StoreError) -> [String] {
    guard let folder = unsafe opendir(path) else { throw failure("cannot be read") }
    defer { _ = unsafe closedir(folder) }
    var names: [String] = []
    while let entry = unsafe readdir(folder) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { name in
        unsafe name.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      names.append(name)
    }
    return names
  }

  /// Renames the file of a day, replacing one that was renamed before.
  func setAside(_ day: AttemptDay) throws(StoreError) {
    let file = "\(path)/\(day.fileName)"
    for suffix in ["-wal", "-shm"] { _ = unsafe unlink(file + suffix) }
    guard unsafe rename(file, "\(path)/\(day.setAsideName)") == 0 else {
      throw failure("does not let \(day.fileName) be renamed")
    }
  }

  /// Removes all files of the days that `isOld` says so of, unreadable ones too.
  func removeDays(where isOld: (AttemptDay) -> Bool) throws(StoreError) {
    for name in try names() {
      guard let day = AttemptDay(fileName: name), isOld(day) else { continue }
      let file = "\(path)/\(name)"
      guard unsafe unlink(file) == 0 || errno == ENOENT else {
        throw failure("does not let \(name) be removed")
      }
      for suffix in ["-wal", "-shm"] { _ = unsafe unlink(file + suffix) }
    }
  }

  private func failure(_ what: String) -> StoreError {
    StoreError(.failed, "the folder \(path) \(what) (system error \(errno)); check it")
  }
}
