extension Schema {
  /// The file in which a store keeps everything but attempts.
  static let store = Schema(
    applicationID: 0x5765_6972, title: "a store",
    migrations: [
      Migration(storeVersion1), Migration(storeVersion2), Migration(storeVersion3),
      Migration(storeVersion4), Migration(storeVersion5, completion: fillIDEpochs),
      Migration(storeVersion6),
    ])

  /// The tables hold ids as 16 bytes, times as microseconds since 1970 and digests as 32 bytes.
  ///
  /// Every table but the first is one b-tree in the order in which it is read: a change of one
  /// contact then writes one page of versions and the last page of entries, and no index beside.
  /// `first` and `end` bound a stretch of positions; `end` is the first one outside, NULL while it
  /// lasts.
  private static let storeVersion1 = """
    CREATE TABLE enterprise (
      number INTEGER PRIMARY KEY,
      id BLOB NOT NULL UNIQUE,
      root_key BLOB NOT NULL,
      position INTEGER NOT NULL,
      time INTEGER NOT NULL,
      hash BLOB NOT NULL
    ) STRICT;

    CREATE TABLE entry (
      enterprise INTEGER NOT NULL,
      position INTEGER NOT NULL,
      content BLOB NOT NULL,
      hash BLOB NOT NULL,
      PRIMARY KEY (enterprise, position)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE version (
      enterprise INTEGER NOT NULL,
      kind INTEGER NOT NULL,
      record BLOB NOT NULL,
      position INTEGER NOT NULL,
      salt BLOB NOT NULL,
      encoded BLOB,
      PRIMARY KEY (enterprise, kind, record, position)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE name (
      enterprise INTEGER NOT NULL,
      scope BLOB NOT NULL,
      kind INTEGER NOT NULL,
      text TEXT NOT NULL,
      first INTEGER NOT NULL,
      "end" INTEGER,
      record BLOB NOT NULL,
      PRIMARY KEY (enterprise, scope, kind, text, first)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE attachment (
      enterprise INTEGER NOT NULL,
      holder BLOB NOT NULL,
      kind INTEGER NOT NULL,
      member BLOB NOT NULL,
      first INTEGER NOT NULL,
      "end" INTEGER,
      PRIMARY KEY (enterprise, holder, kind, member, first)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE outcome (
      enterprise INTEGER NOT NULL,
      bearer BLOB NOT NULL,
      text TEXT NOT NULL,
      fingerprint BLOB NOT NULL,
      time INTEGER NOT NULL,
      position INTEGER NOT NULL,
      record BLOB,
      kind INTEGER,
      PRIMARY KEY (enterprise, bearer, text)
    ) STRICT, WITHOUT ROWID;

    CREATE INDEX outcome_by_time ON outcome (time);

    CREATE TABLE cursor (
      endpoint BLOB NOT NULL PRIMARY KEY,
      enterprise INTEGER NOT NULL,
      position INTEGER NOT NULL,
      epoch INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE told (
      endpoint BLOB NOT NULL,
      record BLOB NOT NULL,
      kind INTEGER NOT NULL,
      classes INTEGER NOT NULL,
      first INTEGER NOT NULL,
      withdrawn INTEGER,
      PRIMARY KEY (endpoint, record)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE exception (
      endpoint BLOB NOT NULL,
      record BLOB NOT NULL,
      kind INTEGER NOT NULL,
      base INTEGER NOT NULL,
      cause INTEGER NOT NULL,
      epoch INTEGER NOT NULL,
      first_number INTEGER NOT NULL,
      last_number INTEGER NOT NULL,
      attempts INTEGER NOT NULL,
      next_try INTEGER NOT NULL,
      reason TEXT NOT NULL,
      PRIMARY KEY (endpoint, record)
    ) STRICT, WITHOUT ROWID;
    """

  /// A record that is told again after its withdrawal gets a row of its own, so that the earlier one
  /// goes on saying what was shown until when; and rows are found by record.
  private static let storeVersion2 = """
    CREATE TABLE told_by_stretch (
      endpoint BLOB NOT NULL,
      record BLOB NOT NULL,
      first INTEGER NOT NULL,
      kind INTEGER NOT NULL,
      classes INTEGER NOT NULL,
      withdrawn INTEGER,
      PRIMARY KEY (endpoint, record, first)
    ) STRICT, WITHOUT ROWID;

    INSERT INTO told_by_stretch (endpoint, record, first, kind, classes, withdrawn)
      SELECT endpoint, record, first, kind, classes, withdrawn FROM told ORDER BY endpoint, record;

    DROP TABLE told;

    ALTER TABLE told_by_stretch RENAME TO told;

    CREATE INDEX told_by_record ON told (record, endpoint, first);
    """

  /// Differences that are told page by page; stage 0 stands for a run that has reached nothing yet.
  private static let storeVersion3 = """
    CREATE TABLE run (
      endpoint BLOB NOT NULL,
      number INTEGER NOT NULL,
      kind INTEGER NOT NULL,
      base INTEGER NOT NULL,
      cause INTEGER NOT NULL,
      in_doubt INTEGER NOT NULL,
      stage INTEGER NOT NULL,
      position INTEGER NOT NULL,
      holder BLOB NOT NULL,
      record BLOB NOT NULL,
      covered INTEGER NOT NULL,
      PRIMARY KEY (endpoint, number)
    ) STRICT, WITHOUT ROWID;
    """

  /// From which page on a party may go on that asks for its events: the one that it acknowledged last,
  /// or below 0 the one with which its copy begins anew.
  private static let storeVersion4 = """
    ALTER TABLE cursor ADD COLUMN acknowledged INTEGER NOT NULL DEFAULT 0;
    """

  /// From which position on an enterprise's state can be read, and up to where what ended before it is
  /// gone; and under which of the party's ids a record was told.
  private static let storeVersion5 = """
    ALTER TABLE enterprise ADD COLUMN floor INTEGER NOT NULL DEFAULT 0;

    ALTER TABLE enterprise ADD COLUMN pruned INTEGER NOT NULL DEFAULT 0;

    ALTER TABLE told ADD COLUMN id_epoch INTEGER NOT NULL DEFAULT 0;
    """

  /// The link at a contact up to which a run has come.
  private static let storeVersion6 = """
    ALTER TABLE run ADD COLUMN link BLOB NOT NULL
      DEFAULT x'00000000000000000000000000000000';
    """
}
