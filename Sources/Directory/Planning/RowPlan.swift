package import Domain

/// What a row asks for, on the state that it was planned on.
package struct RowPlan: Hashable, Sendable {
  /// Nil where the record stands as the row says already.
  package let command: Command?
  /// Whether there was no record under the row's key.
  package let isNew: Bool
  /// The fields that change of a record that was there, in the order of the kind's fields.
  package let fields: [String]

  static func creating(_ record: Record) -> RowPlan {
    RowPlan(command: .create(record), isNew: true, fields: [])
  }

  /// `change` is left out where no field differs.
  static func changing(_ fields: [String], _ change: RecordChange) -> RowPlan {
    RowPlan(command: fields.isEmpty ? nil : .change(change), isNew: false, fields: fields)
  }
}
