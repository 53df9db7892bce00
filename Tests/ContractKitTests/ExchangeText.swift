/// A file of two steps, as the tests of reading and running change it.
enum ExchangeText {
  static let whole = """
    {
      "title": "two steps",
      "adapter": "echo",
      "given": {
        "events": [
          {
            "id": "evt_1", "type": "contact.updated", "time": "2026-11-22T09:59:59Z", "epoch": 9,
            "n": 4, "at": "at_1", "replaces": [2, 3], "changed": ["name"],
            "data": {"b": 2, "a": 1}
          }
        ],
        "target": {
          "url": "https://a.example/x",
          "settings": {},
          "keys": ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"]
        },
        "memory": {"seen": 1},
        "nonce": "000102030405060708090a0b0c0d0e0f",
        "now": "2026-11-22T10:00:00Z"
      },
      "steps": [
        {
          "request": {
            "method": "POST", "url": "https://a.example/x", "fields": {"accept": "*/*"},
            "body": "find"
          },
          "answer": {"status": 200, "body": "found", "now": "2026-11-22T10:00:05Z"}
        },
        {
          "request": {
            "method": "POST", "url": "https://a.example/x", "fields": {"accept": "*/*"},
            "body": "found"
          },
          "answer": {"failure": "cut", "sent": true}
        }
      ],
      "verdict": {"is": "retry", "not_before": "2026-11-22T11:00:00Z", "reason": "cut"}
    }
    """
}
