import CSQLite

extension Database {
  /// Where a database lies.
  package enum Location: Hashable, Sendable {
    /// A path of the file system, taken as it is: never read as a URI.
    case file(String)
    /// A new, empty database of this connection alone, gone when it closes.
    case memory

    var path: String {
      switch self {
      // A leading "./" keeps SQLite from reading a special meaning into ":memory:" or an empty name.
      case .file(let path): path.hasPrefix("/") ? path : "./" + path
      case .memory: ":memory:"
      }
    }
  }

  /// What a connection may do with the file.
  package enum Access: Sendable {
    case readOnly
    case readWrite
    /// Reads and writes, and makes the file if there is none.
    case create
  }

  /// How to open a database.
  package struct Options: Sendable {
    package var location: Location
    package var access: Access
    /// How long a statement waits for other connections before it fails as busy; cut to milliseconds.
    package var busyTimeout: Duration
    /// The file system to go through instead of the system's own.
    package var fileSystem: FaultyFileSystem?

    package init(
      _ location: Location, access: Access = .create, busyTimeout: Duration = .seconds(5),
      fileSystem: FaultyFileSystem? = nil
    ) {
      self.location = location
      self.access = access
      self.busyTimeout = busyTimeout
      self.fileSystem = fileSystem
    }

    var flags: Int32 {
      let access =
        switch access {
        case .readOnly: SQLITE_OPEN_READONLY
        case .readWrite: SQLITE_OPEN_READWRITE
        case .create: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
        }
      // No mutex: a connection stays on one thread. Private cache: locks are those of the file.
      return access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE
    }

    var busyTimeoutMilliseconds: Int32 {
      let (seconds, attoseconds) = busyTimeout.components
      let capped = min(max(seconds, 0), 86_400)
      return Int32(capped * 1000 + max(attoseconds, 0) / 1_000_000_000_000_000)
    }
  }
}
