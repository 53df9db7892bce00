import Domain
import TemporaryFiles
import Testing

@testable import weir

@Suite struct ExampleTests {
  private static let example = Example(seed: 1)
  private static let folder =
    "/" + #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
    + "/Contracts/examples/huacheng"

  @Test(arguments: example.files.map(\.name))
  func `a committed file is what the seed makes`(name: String) throws {
    let made = Example(seed: 1).files.first { $0.name == name }
    let committed = try InputFile.bytes(at: Self.folder + "/" + name)
    #expect(made?.bytes == committed, "run `weir example --out Contracts/examples/huacheng`")
    #expect(committed.count < 1_000_000)
  }

  @Test func `another seed makes other people`() {
    let other = Example(seed: 2)
    #expect(other.contacts.map(\.name) != Self.example.contacts.map(\.name))
    #expect(other.departments.map(\.code) == Self.example.departments.map(\.code))
  }

  @Test func `there are as many of each as is promised`() {
    let example = Self.example
    #expect(example.contacts.count == 5_000)
    #expect(example.partners.count { $0.kind == "dealer" } == 40)
    #expect(example.partners.count { $0.kind == "supplier" } == 10)
    #expect(Set(example.memberships.compactMap(\.parent)).count == 2)
    #expect(example.endpoints.count == 8)
    #expect(DepartmentPlan.places.map(\.level).max() == 4)
  }

  @Test func `codes and addresses are given out once`() {
    let example = Self.example
    #expect(Set(example.contacts.map(\.code)).count == example.contacts.count)
    #expect(Set(example.contacts.flatMap(\.emails)).count == example.contacts.count)
    #expect(Set(example.departments.map(\.code)).count == example.departments.count)
    #expect(Set(example.partners.map(\.code)).count == example.partners.count)
  }

  @Test func `what a record names stands before it`() {
    let example = Self.example
    var departments: Set<String> = []
    for department in example.departments {
      if let parent = department.parent { #expect(departments.contains(parent)) }
      departments.insert(department.code)
    }
    let used = Set(example.contacts.flatMap { $0.placements.map(\.department) })
    #expect(used.isSubset(of: departments))
    var partners: Set<String> = []
    for membership in example.memberships {
      if let parent = membership.parent { #expect(partners.contains(parent)) }
      partners.insert(membership.partner)
    }
  }

  @Test func `nobody has any of the numbers or addresses`() throws {
    for contact in Self.example.contacts {
      _ = try Name(contact.name)
      for phone in contact.phones {
        _ = try PhoneNumber(phone)
        let parts = phone.split(separator: " ")
        let isFiction = phone.hasPrefix("+44 20 7946 0")
        #expect(isFiction || (parts[0] == "+86" && parts[2].hasPrefix("0")))
      }
      for email in contact.emails {
        _ = try EmailAddress(email)
        #expect(email.hasSuffix("@example.com"))
      }
    }
  }

  @Test(arguments: ["𠮷", "㼆", "龘"])
  func `rare characters are among the names`(character: String) {
    #expect(Self.example.contacts.contains { $0.name.contains(character) })
  }

  @Test func `the files go where they are told`() throws {
    let folder = try TemporaryFolder()
    let run = ProgramRun(["example", "--out", folder.path, "--json"])
    #expect(run.exit == .done)
    for file in Self.example.files {
      #expect(try InputFile.bytes(at: folder.file(file.name)) == file.bytes)
    }
  }
}
