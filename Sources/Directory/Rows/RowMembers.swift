import Domain
import Wire

/// The members of a row, each taken once; what is wrong is noted.
///
/// What a member may be: absent (nil), null (`.some(nil)`), or a value.
struct RowMembers {
  private var object: JSONObject
  private let pointer: JSONPointer
  private(set) var faults: [RowFault] = []
  /// The names that were asked for, and how many of the members they are.
  private var asked: [String] = []
  private var taken = 0

  /// At most this many are told of one row.
  private static let faultLimit = 20

  init(_ object: JSONObject, at pointer: JSONPointer = .root) {
    self.object = object
    self.pointer = pointer
  }

  /// A text that `make` accepts.
  mutating func text<Value>(
    _ name: String, _ make: (String) throws -> Value
  ) -> Value?? {
    guard let value = take(name) else { return nil }
    guard !value.isNull else { return .some(nil) }
    let pointer = pointer
    guard let made = text(value, at: pointer.appending(name), make) else { return nil }
    return .some(made)
  }

  /// A text that must be there; nil, and noted, where it is not.
  mutating func required<Value>(
    _ name: String, _ make: (String) throws -> Value
  ) -> Value? {
    let count = faults.count
    let value = text(name, make) ?? nil
    if value == nil, faults.count == count {
      note(pointer.appending(name), "is missing; it cannot be left out")
    }
    return value
  }

  /// Texts; null stands for none.
  mutating func list<Value>(_ name: String, _ make: (String) throws -> Value) -> [Value]? {
    elements(name) { members, value, place in members.text(value, at: place(), make) }
  }

  /// Elements that `make` reads; null stands for none.
  mutating func elements<Value>(
    _ name: String, _ make: (inout RowMembers, JSON, _ place: () -> JSONPointer) -> Value?
  ) -> [Value]? {
    guard let value = take(name) else { return nil }
    guard !value.isNull else { return [] }
    guard let elements = value.array else {
      note(pointer.appending(name), "must be an array")
      return nil
    }
    var result: [Value] = []
    result.reserveCapacity(elements.count)
    for (position, element) in elements.enumerated() {
      let place = { [pointer] in pointer.appending(name).appending(position) }
      if let made = make(&self, element, place) { result.append(made) }
    }
    return result
  }

  /// An object by name; null stands for an empty one.
  mutating func object(_ name: String) -> JSONObject? {
    guard let value = take(name) else { return nil }
    guard !value.isNull else { return [:] }
    guard let members = value.object else {
      note(pointer.appending(name), "must be an object")
      return nil
    }
    return members
  }

  /// The place is made only where something is to be said of it: most rows have no fault.
  mutating func text<Value>(
    _ value: JSON, at place: @autoclosure () -> JSONPointer, _ make: (String) throws -> Value
  ) -> Value? {
    guard let text = value.string else {
      note(place(), "must be a string")
      return nil
    }
    do {
      return try make(text)
    } catch {
      note(place(), "\(error)")
      return nil
    }
  }

  mutating func note(_ place: JSONPointer, _ reason: String) {
    guard faults.count < Self.faultLimit else { return }
    faults.append(RowFault(place, reason))
  }

  mutating func note(_ others: [RowFault]) {
    for fault in others { note(fault.pointer, fault.reason) }
  }

  /// Notes what nobody took.
  mutating func end() {
    guard taken < object.count else { return }
    for member in object where !asked.contains(member.name) {
      note(pointer.appending(member.name), "is not known here; leave it out")
    }
  }

  private mutating func take(_ name: String) -> JSON? {
    asked.append(name)
    guard let value = object[name] else { return nil }
    taken += 1
    return value
  }
}
