/// All that is wrong with one record of a file, in the order of its columns; never nothing.
package struct BadRecord: Error, Hashable, Sendable {
  package let faults: [FileFault]
  /// The first line of the record.
  package var line: Int { first.line }
  private let first: FileFault

  package init(_ first: FileFault, _ others: [FileFault] = []) {
    self.first = first
    faults = ([first] + others).sorted { ($0.column ?? 0) < ($1.column ?? 0) }
  }
}
