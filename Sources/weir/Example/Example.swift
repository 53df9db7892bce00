import Wire

/// An enterprise that does not exist, with all that it begins with: to try things out on.
///
/// Everything follows from a seed; records refer to one another by codes. Parents come before their
/// children.
struct Example {
  var departments: [Department] = []
  var contacts: [Contact] = []
  var partners: [Partner] = []
  var memberships: [Membership] = []
  /// Chains and groups: what memberships need.
  var structure: [JSON] = []
  /// What partners have of their own: departments, people and rules.
  var staff: [JSON] = []
  var rules: [JSON] = []
  var endpoints: [JSON] = []

  static let enterprise = "Huacheng Motors 华诚汽车"

  struct Department {
    let code: String
    let name: String
    let parent: String?
  }

  struct Contact {
    let code: String
    let name: String
    let placements: [Placement]
    let phones: [String]
    let emails: [String]
    let employment: String
    let custom: [Custom]
  }

  struct Placement {
    let department: String
    let position: String
  }

  struct Custom {
    let name: String
    let fieldClass: String
    let value: String
  }

  struct Partner {
    let code: String
    let name: String
    let kind: String
  }

  struct Membership {
    let chain: String
    let partner: String
    let group: String
    /// The partner whose membership stands above.
    let parent: String?
  }
}

extension Example {
  /// The same seed, the same enterprise, byte by byte.
  init(seed: UInt64) {
    let dice = Dice(seed: seed)
    let stock = ExampleNames(dice: dice)
    departments = DepartmentPlan.departments
    contacts = ExampleStaffing(dice: dice, names: stock).contacts
    let partners = PartnerPlan()
    self.partners = partners.partners
    memberships = partners.memberships
    structure = partners.structure
    staff = PartnerStaffing(dice: dice, names: stock).lines(for: partners)
    rules = RulePlan.rules
    endpoints = EndpointPlan.endpoints
  }
}
