import Domain
import Gateway
import Wire

enum KeyOperations {
  static func list(_ context: ReadContext) throws -> Reply {
    try context.listOfParty(.key)
  }

  /// The role follows from the party; the text of the key stands in this one answer.
  static func create(_ context: WriteContext) throws -> Proposal {
    var members = try context.members()
    let name = members.required("name", .name)
    let party = members.optional("party", .organization(context.ids)) ?? context.caller.party
    let secret = BearerSecret(from: context.services.random)
    let record = name.map { name in
      Record.key(
        Key(
          id: context.newID(), party: party,
          role: party == .enterprise ? .brandAdmin : .partnerAdmin, name: name,
          secretDigest: secret.digest))
    }
    return try context.creating(record, extras: [("key", .string(secret.text))], members)
  }
}
