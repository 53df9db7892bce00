import Crypto
import Domain
import Gateway
import Storage
import Wire

// Commands that tests give, with ids drawn from the gateway's source of chance.

extension TestGateway {
  func contact(_ code: String, in departments: [DepartmentID] = []) throws -> Contact {
    Contact(
      id: ContactID(from: random), organization: .enterprise, code: try Code(code),
      name: try Name("Person \(code)"), placements: departments.map { .init(department: $0) })
  }

  func department(_ code: String, under parent: DepartmentID? = nil) throws -> Department {
    Department(
      id: DepartmentID(from: random), organization: .enterprise, parent: parent,
      code: try Code(code), name: try Name("Department \(code)"))
  }

  func partner(_ code: String) throws -> Partner {
    Partner(
      id: PartnerID(from: random), code: try Code(code), name: try Name("Partner \(code)"),
      kind: .dealer)
  }

  /// Shows everything in a department to a partner.
  func rule(
    _ code: String, showing department: DepartmentID, to partner: PartnerID
  ) throws -> Rule {
    Rule(
      id: RuleID(from: random), organization: .enterprise, code: try Code(code), effect: .allow,
      seen: .init(departments: [department]), seenBy: .init(partners: [partner]),
      fields: FieldLevels(classes: [.public: .clear, .business: .clear]))
  }

  /// Everything but personal fields, for service and sales.
  func agreement(with partner: PartnerID) -> Agreement {
    let ceiling = FieldLevels(classes: [.public: .clear, .business: .clear])
    return Agreement(
      id: AgreementID(from: random), partner: partner,
      terms: Terms(ceiling: ceiling, purposes: [.service, .sales]))
  }

  func key(_ name: String, secret: BearerSecret) throws -> Key {
    Key(
      id: KeyID(from: random), party: .enterprise, role: .brandAdmin, name: try Name(name),
      secretDigest: secret.digest)
  }

  func endpoint(_ code: String) throws -> Endpoint {
    Endpoint(
      id: EndpointID(from: random), party: .enterprise, code: try Code(code),
      adapter: try AdapterName("standard-webhooks"),
      url: try HTTPURL(parsing: "https://example.com/hook"))
  }

  func renaming(_ contact: Contact, to name: String) throws -> Command {
    var change = Contact.Change()
    change.name = try Name(name)
    return .change(.contact(contact.id, change))
  }

  func repetition(_ text: String, _ fingerprint: String) -> Submission.Repetition {
    Submission.Repetition(
      key: .init(bearer: founded.key, text: text),
      fingerprint: SHA256.hash(Array(fingerprint.utf8)))
  }
}
