package import Domain

/// The classes of fields that a row shows.
package struct FieldClassSet: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  package init(_ fieldClass: FieldClass) {
    rawValue = 1 << fieldClass.rawValue
  }
}
