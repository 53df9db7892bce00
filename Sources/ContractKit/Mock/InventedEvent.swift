import Wire

/// An event that no gateway has sent.
enum InventedEvent {
  static let record = "con_" + String(repeating: "0", count: 32)

  static func event() throws(ContractError) -> ReceivedEvent {
    let body: JSON = [
      "type": "contact.shared", "epoch": 0, "n": 0,
      "data": [
        "contract": 1, "id": .string(record), "kind": "contact", "name": "Nobody",
        "organization": .string("org_" + String(repeating: "0", count: 32)),
      ],
    ]
    return try ReceivedEvent(id: "evt_" + String(repeating: "0", count: 32), body: body.bytes)
  }
}
