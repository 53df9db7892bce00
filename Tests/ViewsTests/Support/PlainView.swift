@testable import Domain
@testable import Views

/// A party's whole view at one position, computed from nothing.
///
/// Costs time and memory in proportion to the view: simple and obviously right, to hold others against.
struct PlainView {
  private let rows: RowBuilder
  private let reader: any RecordReading

  /// `reader` answers at the position of the builder's topology or later.
  init(rows: RowBuilder, reader: any RecordReading) {
    self.rows = rows
    self.reader = reader
  }

  /// Every visible record with its row, at the topology's position or, for the contacts in it, at
  /// `position` where that is later.
  func rows(at position: Position) throws -> [RecordID: Row] {
    var result: [RecordID: Row] = [:]
    for department in candidateDepartments {
      guard let record = rows.scope.topology.departments[department] else { continue }
      result[department.record] = rows.row(of: record)
    }
    for id in try candidateContacts(at: position) {
      guard let contact = try reader.contact(id, at: position) else { continue }
      result[id.record] = rows.row(of: contact)
      for link in try reader.links(at: id, at: position) {
        result[link.record] = try rows.row(of: link.record, .link, at: position, reader)
      }
    }
    return result
  }

  private var candidateDepartments: Set<DepartmentID> {
    let scope = rows.scope
    return scope.topology.departments(of: scope.party).union(scope.namedDepartments)
  }

  private func candidateContacts(at position: Position) throws -> Set<ContactID> {
    let scope = rows.scope
    var result = scope.namedContacts
    for organization in scope.organizationsNamedByPosition.union([scope.party]) {
      result.formUnion(try reader.contacts(of: organization, at: position))
    }
    let own = scope.topology.departments(of: scope.party)
    for department in candidateDepartments.subtracting(own) {
      result.formUnion(try reader.contacts(in: department, at: position))
    }
    return result
  }
}
