import Domain
import Views
import Wire

extension Representation {
  func write(_ agreement: Agreement, to writer: inout JSONWriter) {
    writer.member("partner", ids.text(.partner(agreement.partner)))
    writer.key("version")
    writer.integer(agreement.version)
    write(agreement.terms, to: &writer)
    writer.member("phase", agreement.phase.name)
    writer.key("offer")
    guard let offer = agreement.offer else { return writer.null() }
    writer.beginObject()
    writer.key("version")
    writer.integer(agreement.version)
    write(offer, to: &writer)
    writer.endObject()
  }

  /// Members of the object that is open.
  private func write(_ terms: Terms, to writer: inout JSONWriter) {
    writer.key("ceiling")
    write(terms.ceiling, to: &writer)
    writer.member("purposes", Purpose.allCases.filter(terms.purposes.contains).map(\.name))
    writer.key("term")
    write(terms.term, to: &writer)
  }
}
