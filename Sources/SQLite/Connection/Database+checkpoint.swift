import CSQLite

/// How hard a checkpoint tries to empty the write-ahead log.
package enum CheckpointKind: Sendable {
  /// Moves what can be moved without waiting for anybody.
  case passive
  /// Waits for the writer and moves everything.
  case full
  /// As full, and waits for readers, so that the log begins anew with the next write.
  case restart
  /// As restart, and cuts the log file to nothing.
  case truncate

  fileprivate var mode: Int32 {
    switch self {
    case .passive: SQLITE_CHECKPOINT_PASSIVE
    case .full: SQLITE_CHECKPOINT_FULL
    case .restart: SQLITE_CHECKPOINT_RESTART
    case .truncate: SQLITE_CHECKPOINT_TRUNCATE
    }
  }
}

/// What a checkpoint has done.
package struct Checkpoint: Hashable, Sendable {
  /// Pages in the log; -1 when the database has none.
  package let logFrames: Int
  /// Those of them that are in the file by now, from earlier checkpoints too; -1 when there is no log.
  package let checkpointedFrames: Int

  package var isComplete: Bool { logFrames == checkpointedFrames }
}

extension Database {
  /// Moves pages from the write-ahead log into the file.
  ///
  /// Fails as busy when another checkpoint runs, or when it has to wait longer than the busy timeout.
  package func checkpoint(_ kind: CheckpointKind) throws(SQLiteError) -> Checkpoint {
    var logFrames: Int32 = -1
    var checkpointedFrames: Int32 = -1
    let code = unsafe sqlite3_wal_checkpoint_v2(
      connection.pointer, nil, kind.mode, &logFrames, &checkpointedFrames)
    try connection.check(code, .checkpoint)
    return Checkpoint(
      logFrames: Int(logFrames), checkpointedFrames: Int(checkpointedFrames))
  }

  /// Sets after how many pages in the log a commit runs a passive checkpoint; nil for never.
  package func setAutomaticCheckpoint(pages: Int32?) throws(SQLiteError) {
    let code = unsafe sqlite3_wal_autocheckpoint(connection.pointer, pages ?? 0)
    try connection.check(code, .configure)
  }

  /// Sets whether closing the last connection leaves the log as it is, instead of emptying it.
  package func setLeavesLogOnClose(_ leaves: Bool) throws(SQLiteError) {
    let code = unsafe csqlite_config_switch(
      connection.pointer, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, leaves ? 1 : 0)
    try connection.check(code, .configure)
  }
}
