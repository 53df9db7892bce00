/// The exchanges of one adapter, `Contracts/exchanges/<adapter>`.
package struct ExchangeFolder: Sendable {
  /// A file, or why it cannot be read.
  package struct Entry: Sendable {
    package let name: String
    package let file: Result<ExchangeFile, ContractError>
  }

  /// By name.
  package let entries: [Entry]

  /// Reads every `.json` file of the folder; throws only where the folder cannot be listed.
  package init(at path: String) throws(ContractError) {
    var entries: [Entry] = []
    for name in try FileText.names(in: path, endingIn: ".json") {
      entries.append(Entry(name: name, file: Self.read(path + "/" + name)))
    }
    self.entries = entries
  }

  private static func read(_ path: String) -> Result<ExchangeFile, ContractError> {
    do throws(ContractError) {
      return .success(try ExchangeFile(try FileText.bytes(at: path)))
    } catch {
      return .failure(error)
    }
  }
}
