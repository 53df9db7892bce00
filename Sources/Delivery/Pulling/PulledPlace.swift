/// From where on a party that asks may go on; what is durable of what it was given.
package enum PulledPlace: Hashable, Sendable {
  /// The copy begins anew with this page: whoever has an earlier one speaks of the copy of before.
  case begun(Int64)
  /// This page and all before it were acknowledged, and are not kept.
  case acknowledged(Int64)

  /// Nothing was ever given.
  package static let beginning = PulledPlace.begun(0)

  /// As one number: not above 0 where the copy begins anew.
  package init(stored: Int64) {
    self = stored > 0 ? .acknowledged(stored) : .begun(stored == .min ? .max : -stored)
  }

  package var stored: Int64 {
    switch self {
    case .begun(let page): -page
    case .acknowledged(let page): page
    }
  }

  /// The first page that one may go on from.
  package var page: Int64 {
    switch self {
    case .begun(let page), .acknowledged(let page): page
    }
  }

  /// Whether a copy that holds nothing may go on from here.
  package var allowsEmpty: Bool {
    if case .begun = self { true } else { false }
  }
}
