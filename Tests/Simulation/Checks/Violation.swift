/// A promise that a run saw broken.
struct Violation: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}

func demand(_ holds: Bool, _ otherwise: @autoclosure () throws -> String) throws {
  if !holds { throw Violation(try otherwise()) }
}
