import Domain
import Wire

enum EnterpriseOperations {
  static func read(_ context: ReadContext) throws -> Reply {
    let id = context.caller.enterprise.record
    guard let record = try context.record(id, .enterprise, at: context.head()) else {
      throw Problem(.notFound(.enterprise))
    }
    return try context.answer(context.representation.bytes(of: record))
  }
}
