func check(_ contact: Contact, in state: some DirectoryState) throws {
  let limit = Contact.listLimit
  try requireList(contact.placements.map(\.department), limit: limit, field: "departments")
  try requireList(contact.phones, limit: limit, field: "phones")
  try requireList(contact.emails, limit: limit, field: "emails")
  try requireList(contact.custom.map(\.name), limit: CustomField.limit, field: "custom")
  for placement in contact.placements {
    guard
      let department = try state.department(placement.department),
      department.organization == contact.organization
    else { throw Refusal.unknown(.department, field: "departments") }
  }
}
