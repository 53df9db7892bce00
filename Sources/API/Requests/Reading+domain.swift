import Crypto
import Domain
import Views
import Wire

extension Reading<Code> {
  static var code: Reading { .made { try Code($0) } }
}

extension Reading<Name> {
  static var name: Reading { .made { try Name($0) } }
}

extension Reading<PhoneNumber> {
  static var phone: Reading { .made { try PhoneNumber($0) } }
}

extension Reading<EmailAddress> {
  static var email: Reading { .made { try EmailAddress($0) } }
}

extension Reading<CalendarDate> {
  static var date: Reading {
    Reading { input in
      input.value.string.flatMap { CalendarDate(parsing: $0) }
        ?? input.fail("must be a date such as 2026-12-31")
    }
  }
}

extension Reading<Employment> {
  static var employment: Reading { .word(Employment.allCases, \.name) }
}

extension Reading<Partner.Kind> {
  static var partnerKind: Reading { .word(Partner.Kind.allCases, \.name) }
}

extension Reading<FieldLevel> {
  static var level: Reading { .word(FieldLevel.allCases, \.name) }
}

extension Reading<FieldClass> {
  static var fieldClass: Reading { .word(FieldClass.allCases, \.name) }
}

extension Reading<Rule.Effect> {
  static var effect: Reading { .word(Rule.Effect.allCases, \.name) }
}

extension Reading<Purpose> {
  static var purpose: Reading { .word(Purpose.allCases, \.name) }
}

extension Reading<SecretSlot.Scheme> {
  static var scheme: Reading { .word(SecretSlot.Scheme.allCases, \.name) }
}

extension Reading<Transport.HTTPVersion> {
  static var httpVersion: Reading { .word(Transport.HTTPVersion.allCases, \.name) }
}

extension Reading {
  /// An id in the words of the caller's party.
  ///
  /// A text that has not even the form of one stands for a record that does not exist, so that it
  /// is answered like any unknown id.
  static func id<Subject>(_ kind: RecordKind, _ ids: PartyIDs) -> Reading
  where Value == Identifier<Subject> {
    Reading { input in
      guard let text = input.value.string else { return input.fail("must be an id as text") }
      return Identifier(ids.recordOrUnknown(text, kind))
    }
  }

  /// An organization: the enterprise or a partner.
  static func organization(_ ids: PartyIDs) -> Reading where Value == Party {
    Reading { input in
      guard let text = input.value.string else { return input.fail("must be an id as text") }
      return ids.organization(text) ?? .partner(PartnerID(PartyIDs.unknown(text)))
    }
  }
}

extension PartyIDs {
  func recordOrUnknown(_ text: String, _ kind: RecordKind) -> RecordID {
    record(text, kind) ?? Self.unknown(text)
  }

  /// An id that no record has, and another for each text.
  static func unknown(_ text: String) -> RecordID {
    let digest = SHA256.hash(Array("weir unknown \(text)".utf8)).words
    return RecordID(Block128(high: digest.0, low: digest.1))
  }
}
