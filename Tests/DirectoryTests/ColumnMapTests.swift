import Directory
import Testing
import Wire

@Suite struct ColumnMapTests {
  private func header(_ text: String) throws -> CSVRecord {
    guard case .record(let record)? = csv(text + "\n").first else { throw NoRecord() }
    return record
  }

  private struct NoRecord: Error {}

  private func map(
    _ text: String, _ kind: RowKind = .contacts, _ renames: [String] = []
  ) throws -> ColumnMap {
    try ColumnMap(
      header: header(text), kind: kind, renames: renames.compactMap { ColumnRename($0) }
    ) { _, _ in "name" }
  }

  @Test func `cells become the members of a row`() throws {
    let map = try map("Code, NAME ,departments,phones,custom,last_day")
    let record = try header(
      #"z,"Zhang, ""伟""",sales: 经理 ;a\:b\;c\\;;,+86 1;+86 2 ,badge:personal=a\;b=c,"#)
    let row = try JSON.parse(map.row(of: record))
    #expect(
      row == [
        "code": "z", "name": "Zhang, \"伟\"",
        "departments": [
          ["department": "sales", "position": "经理"], ["department": "a:b;c\\"],
        ],
        "phones": ["+86 1", "+86 2"],
        "custom": ["badge": ["value": "a;b=c", "class": "personal"]], "last_day": nil,
      ])
    #expect(map.column(of: "phones")?.number == 4)
  }

  @Test(arguments: [
    ("code,nmae", [], "line 1, column 2: \"nmae\" is no field of contacts; did you mean `name`?"),
    ("code,name,Name", [], "line 1, column 3: \"Name\" is `name`, which column 2 is already"),
    ("name,phones", [], "line 1: the file has no column `code`"),
    ("code,Mobile", ["Mobile=phone"], "line 1, column 2: `--map Mobile=phone` names no field"),
  ])
  func `a header that cannot be used says why`(
    text: String, renames: [String], message: String
  ) throws {
    #expect {
      try map(text, .contacts, renames)
    } throws: { error in
      "\(error)".hasPrefix(message)
    }
  }

  @Test func `columns may have other names, and may be passed over`() throws {
    let map = try map("Nr=1,Wer,Notiz", .contacts, ["Nr=1=code", "wer=name", "NOTIZ=-"])
    #expect(try JSON.parse(map.row(of: header("7,X,note"))) == ["code": "7", "name": "X"])
    #expect(ColumnRename("x") == nil)
    #expect(ColumnRename("=code") == nil)
    #expect(ColumnRename("x=") == nil)
  }

  @Test func `a record of another width, and a custom field in another form, are faults`() throws {
    let map = try map("code,custom")
    for (text, message) in [
      ("a", "line 1: the record has 1 fields and the header 2"),
      ("a,b,c", "line 1: the record has 3 fields and the header 2"),
      ("a,badge", "line 1, column 2: write each custom field as"),
      ("a,b:public=1;b:public=2", "line 1, column 2: the custom field \"b\" stands here twice"),
    ] {
      #expect {
        try map.row(of: header(text))
      } throws: { error in
        let faults = (error as? BadRecord)?.faults.map(\.description) ?? []
        return faults.count == 1 && faults[0].hasPrefix(message)
      }
    }
  }

  @Test func `a cell in another form hides nothing else that is wrong with its record`() throws {
    let map = try map("custom,phones,name,code")
    #expect {
      try map.row(of: header("badge,+1 555 0100;12,,a"))
    } throws: { error in
      let faults = (error as? BadRecord)?.faults ?? []
      return faults.map(\.column) == [1, 2] && faults.map(\.field) == ["custom", "phones/1"]
    }
  }

  @Test func `a row names its record and its parent`() throws {
    let tree = try map("chain,partner,parent", .memberships)
    let child = try header("c,p,q")
    let parent = try header("c,q,")
    #expect(tree.parentKey(of: child, .memberships) == tree.key(of: parent, .memberships))
    #expect(tree.parentKey(of: parent, .memberships) == nil)
    let contacts = try map("code,name")
    #expect(contacts.parentKey(of: try header("a,b"), .contacts) == nil)
  }

  private static let values: [(field: String, value: JSON)] = [
    ("phones", ["+1 (555) 0100", " 123 ", "1;2", "\\", "a\\;"]),
    (
      "departments",
      [
        ["department": "a:b;c", "position": "x:y; z"], ["department": " edge "],
        ["department": "\\", "position": "\\;"],
      ]
    ),
    (
      "custom",
      [
        "badge": ["value": " a=b:c;d\\ ", "class": "personal"],
        "floor": ["value": "𠮷", "class": "public"],
      ]
    ),
    ("last_day", "2026-12-31"), ("last_day", nil),
  ]

  @Test(arguments: values)
  func `a value is read from its cell as the same`(field: String, value: JSON) throws {
    let cell = try #require(RowKind.contacts.field(field)).cell(of: value)
    var writer = CSVWriter()
    writer.record(["x", cell])
    guard case .record(let record)? = csv(writer.take()).first else { throw NoRecord() }
    let row = try JSON.parse(map("code,\(field)").row(of: record))
    #expect(row[field] == value)
  }
}
