import Testing
import Wire

@testable import weir

@Suite struct StatusScreenTests {
  private static let status: JSON = [
    "time": "2026-11-22T22:10:03Z",
    "party": ["id": "org_1", "name": "Example Motors"],
    "partners": ["total": 3, "pending": 0, "active": 2, "suspended": 1, "terminated": 0],
    "endpoints": [
      "total": 4, "states": ["waiting": 1, "suspended": 1, "active": 2], "records_waiting": 3,
      "behind": 2,
      "worst": [
        [
          "id": "end_1", "party": "org_2", "name": "suzhou/webhook", "state": "waiting",
          "records_waiting": 0, "reason": "it answered\n503", "next_step": "wait",
          "next_try": "2026-11-22T22:10:23Z",
          "lag": [
            "entries": 12, "records": 4, "oldest": "2026-11-22T22:06:03Z", "age_seconds": 240,
            "runs": 1, "run_records": 500,
          ],
        ],
        [
          "id": "end_2", "party": "org_1", "name": "crm", "state": "active",
          "records_waiting": 3,
          "lag": [
            "entries": 0, "records": .null, "oldest": .null, "age_seconds": .null, "runs": 0,
          ],
        ],
      ],
    ],
    "journal": ["position": 127, "head": "00ff", "time": "2026-11-22T22:09:59Z"],
    "store": ["bytes": 1_300_000, "log_bytes": 4_152],
  ]

  @Test func `one screen says how everything stands`() {
    let screen = StatusScreen(
      url: "http://127.0.0.1:8080", isHealthy: true, isReady: true, status: Self.status)
    #expect(
      screen.lines.joined(separator: "\n") == """
        gateway    http://127.0.0.1:8080, ready
        party      Example Motors
        partners   3: 2 active, 1 suspended
        endpoints  4: 2 active, 1 suspended, 1 waiting; 2 behind; 3 records wait
        journal    position 127, last entry 4 s ago
        head       00ff
        store      1.2 MiB, and 4.0 KiB of log beside it

        ENDPOINT        STATE    BEHIND  OLDEST  DUE  RUNS  WAITING  NEXT TRY
        suzhou/webhook  waiting  12      4 min   4    1     -        in 20 s
        crm             active   -       -       -    -     3        -

        suzhou/webhook: it answered\u{FFFD}503
          next step: wait
        """)
  }

  @Test func `who is told a part is named with it`() {
    let endpoint: JSON = [
      "name": "erp", "state": "active", "records_waiting": 0,
      "scope": ["kinds": ["department"], "purposes": ["sales", "service"]],
    ]
    let screen = StatusScreen(
      url: "http://127.0.0.1:8080", isHealthy: true, isReady: true, status: Self.status,
      all: [endpoint])
    #expect(screen.lines.last == "erp: told only kinds department; purposes sales, service")
  }

  @Test func `a partner's screen has its own side only`() {
    let status: JSON = [
      "time": "2026-11-22T22:10:03Z", "party": ["id": "o", "name": "Suzhou", "state": "active"],
      "endpoints": ["total": 1, "states": ["active": 1], "records_waiting": 0, "worst": []],
    ]
    let screen = StatusScreen(url: "http://x", isHealthy: true, isReady: true, status: status)
    #expect(
      screen.lines == [
        "gateway    http://x, ready", "party      Suzhou, active", "endpoints  1: 1 active",
      ])
  }

  @Test func `without a key it says what needs none`() {
    let screen = StatusScreen(url: "http://x", isHealthy: true, isReady: false)
    #expect(screen.lines == ["url      http://x", "healthy  yes", "ready    no"])
    #expect(screen.json == ["url": "http://x", "healthy": true, "ready": false])
  }

  @Test func `machines get what the API said, and every endpoint where all were asked for`() {
    var screen = StatusScreen(url: "http://x", isHealthy: true, isReady: true, status: Self.status)
    screen.all = [["name": "crm"]]
    #expect(screen.json["status"] == Self.status)
    #expect(screen.json["endpoints"] == [["name": "crm"]])
    #expect(screen.lines.contains { $0.hasPrefix("crm ") })
    #expect(!screen.lines.contains { $0.hasPrefix("suzhou/webhook ") })
  }
}

@Suite struct QuantityTextTests {
  @Test(arguments: [
    (-5, "0 s"), (0, "0 s"), (119, "119 s"), (120, "2 min"), (7_199, "119 min"), (7_200, "2 h"),
    (172_799, "47 h"), (172_800, "2 d"), (Int64.max, "106751991167300 d"),
  ]) func `a duration is told in one unit`(seconds: Int64, text: String) {
    #expect(QuantityText.duration(seconds: seconds) == text)
  }

  @Test(arguments: [
    (-1, "0 B"), (0, "0 B"), (1_023, "1023 B"), (1_024, "1.0 KiB"), (1_048_575, "1023.9 KiB"),
    (1_048_576, "1.0 MiB"), (1_300_000, "1.2 MiB"), (5_368_709_120, "5.0 GiB"),
  ]) func `a size is told with one digit behind the point`(bytes: Int64, text: String) {
    #expect(QuantityText.bytes(bytes) == text)
  }
}
