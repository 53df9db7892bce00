import Wire

/// What became of one row.
enum ImportOutcome: Sendable {
  case created
  case changed(ImportedChange)
  case unchanged
  case refused(Problem)
}

/// What a row changes of a record that was there.
struct ImportedChange: Sendable {
  let key: String
  var fields: [String]
  /// The fields before and afterwards, in the form of rows; only where nothing is written.
  var values: (before: JSONObject, after: JSONObject)?
}
