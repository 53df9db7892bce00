import Wire

/// The month that the demonstration lives through: March, which begins on a Monday.
enum DemoMonth {
  static let days = 31

  private static let noRule = "no rule shows it to them"
  private static let held = "it is suspended: its copy stays where it is"

  /// The steps in the order of their days; weekends are quiet.
  static func steps(of example: Example) -> [DemoStep] {
    let cast = People(example)
    var people = DemoPeople(example, keeping: cast.codes)
    var notable: [Int: DemoStep] = [:]
    for step in first(cast) + second(cast, &people) + third(cast) { notable[step.day] = step }
    var steps: [DemoStep] = []
    for day in 1...days where (day - 1) % 7 < 5 {
      if let step = notable[day] {
        steps.append(step)
      } else {
        let (title, changes) = people.ordinaryDay()
        steps.append(DemoStep(day: day, title: title, changes: changes, isNotable: false))
      }
    }
    return steps
  }

  /// Those who are spoken of by name.
  private struct People {
    let seller: Example.Contact
    let mover: Example.Contact
    let southerner: Example.Contact

    init(_ example: Example) {
      func inside(_ department: String, _ number: Int) -> Example.Contact {
        let all = example.contacts.filter { $0.placements[0].department == department }
        return all[number]
      }
      seller = inside("sales-east-jiangsu-retail", 0)
      mover = inside("sales-east-jiangsu-retail", 1)
      southerner = inside("sales-south-guangdong-fleet", 0)
    }

    var codes: Set<String> { [seller.code, mover.code, southerner.code] }
  }

  private static func first(_ cast: People) -> [DemoStep] {
    [
      DemoStep(
        day: 2, title: "\(cast.seller.name) of Sales Jiangsu gets a new number",
        changes: [.changing(.contact, cast.seller.code, ["phones": ["+86 512 0123 456"]])],
        reasons: ["beijing": noRule, "guangzhou": noRule, "boshi": noRule, "jinhe": noRule],
        shown: DemoStep.Shown(
          type: "contact.updated", member: "suzhou",
          lesson: "A rule masks personal fields for dealers: the number arrives in part, and only"
            + " what differs is named.")),
      DemoStep(
        day: 4, title: "\(cast.mover.name) moves from Sales Jiangsu to the laboratory of Software",
        changes: [
          .moving(
            cast.mover.code, to: "development-software-testing-projects", as: "试验员 Test engineer")
        ],
        reasons: ["beijing": noRule, "guangzhou": noRule, "boshi": noRule, "jinhe": noRule],
        shown: DemoStep.Shown(
          type: "contact.unshared", member: "kunshan",
          lesson: "No rule shows the laboratory to dealers: to them the person goes, and nothing is"
            + " said of where to. To the brand's own CRM it is an update.")),
    ]
  }

  private static func second(_ cast: People, _ people: inout DemoPeople) -> [DemoStep] {
    [
      DemoStep(
        day: 8,
        title: "guangzhou is suspended; meanwhile \(cast.southerner.name) of Sales Guangdong gets a"
          + " new number and somebody joins there",
        changes: [
          .partner("guangzhou", "suspend"),
          .changing(.contact, cast.southerner.code, ["phones": ["+86 20 0765 4321"]]),
          .adding(people.joiner(in: "sales-south-guangdong-retail")),
        ], reasons: ["guangzhou": held]),
      DemoStep(
        day: 10, title: "suzhou's own sales manager gets a new e-mail address",
        changes: [
          .changing(.contact, "suzhou-2", ["emails": ["showroom@suzhou.example.com"]], by: "suzhou")
        ],
        reasons: [
          "kunshan": noRule, "qingdao": noRule, "beijing": noRule, "boshi": noRule,
          "jinhe": noRule, "guangzhou": held,
        ]),
      DemoStep(
        day: 15, title: "guangzhou is resumed and told what it missed, each record once",
        changes: [.partner("guangzhou", "resume")]),
    ]
  }

  private static func third(_ cast: People) -> [DemoStep] {
    [
      DemoStep(
        day: 16,
        title: "East is reorganized: Shandong, its people and its dealers go to the region North",
        changes: [
          .changing(.department, "sales-east-shandong", ["parent": "sales-north"]),
          .changing(.group, "dealers/east-shandong", ["parent": "north"]),
        ], reasons: ["guangzhou": noRule, "boshi": noRule, "jinhe": noRule],
        shown: DemoStep.Shown(
          type: "stream.checkpoint", member: "qingdao",
          lesson: "Two commands moved its whole view: the East was withdrawn, the North told. The"
            + " checkpoint proves that the copy is right: count and digest of what it must hold.")),
      DemoStep(
        day: 19, title: "dealers of the East no longer see personal fields, not even masked",
        changes: [
          .changing(.rule, "sales-to-east", ["fields": ["classes": ["personal": "hidden"]]])
        ],
        reasons: [
          "beijing": noRule, "qingdao": "it is in the North now", "guangzhou": noRule,
          "boshi": noRule, "jinhe": noRule,
          DemoCast.crm: "the brand sees its own people without a rule",
        ]),
      DemoStep(
        day: 23, title: "the supplier boshi gives its key account manager a new number",
        changes: [
          .changing(.contact, "boshi-1", ["phones": ["+86 755 0222 333"]], by: "boshi")
        ],
        reasons: [
          "suzhou": noRule, "kunshan": noRule, "qingdao": noRule, "beijing": noRule,
          "guangzhou": noRule, "jinhe": "suppliers do not see one another",
        ]),
      DemoStep(
        day: 25, title: "the supplier jinhe leaves: what it was told is withdrawn",
        changes: [.partner("jinhe", "terminate")],
        reasons: [
          "suzhou": noRule, "kunshan": noRule, "qingdao": noRule, "beijing": noRule,
          "guangzhou": noRule, "boshi": "suppliers do not see one another",
        ]),
    ]
  }
}
