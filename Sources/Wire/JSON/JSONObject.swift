/// One name and its value.
package struct JSONMember: Hashable, Sendable {
  package let name: String
  package var value: JSON

  package init(name: String, value: JSON) {
    self.name = name
    self.value = value
  }

  package static func == (left: JSONMember, right: JSONMember) -> Bool {
    left.name.hasSameBytes(as: right.name) && left.value == right.value
  }

  package func hash(into hasher: inout Hasher) {
    name.hashBytes(into: &hasher)
    hasher.combine(value)
  }
}

/// Members in the order in which they were added, each name once.
///
/// Names are told apart by code units. A look-up is a scan of at most 16 names, beyond that a hash.
/// Equality ignores the order.
package struct JSONObject: Sendable {
  private static let scanned = 16

  /// The members in order; an array where a collection of members is too slow.
  private(set) var members: [JSONMember]
  private var index: [ExactName: Int]?

  package init() {
    members = []
    index = nil
  }

  /// Makes room for so many members.
  package init(capacity: Int) {
    self.init()
    members.reserveCapacity(capacity)
  }

  /// The member names, in order.
  package var names: [String] { members.map(\.name) }

  /// Reads, sets (a new name goes to the end) or, with nil, removes a member.
  ///
  /// Removal keeps the order of the others and takes time linear in their number.
  package subscript(name: String) -> JSON? {
    get { position(of: name).map { members[$0].value } }
    set {
      guard let newValue else {
        remove(name)
        return
      }
      if let position = position(of: name) {
        members[position].value = newValue
      } else {
        add(JSONMember(name: name, value: newValue))
      }
    }
  }

  /// Adds a member at the end; false, and no change, if the name is there already.
  package mutating func append(_ name: String, _ value: JSON) -> Bool {
    guard position(of: name) == nil else { return false }
    add(JSONMember(name: name, value: value))
    return true
  }

  /// Adds a member that the caller knows to be new.
  mutating func appendNew(_ name: String, _ value: JSON) {
    add(JSONMember(name: name, value: value))
  }

  private mutating func add(_ member: JSONMember) {
    members.append(member)
    if index != nil {
      index?[ExactName(text: member.name)] = members.count - 1
    } else if members.count > Self.scanned {
      rebuildIndex()
    }
  }

  private mutating func remove(_ name: String) {
    guard let position = position(of: name) else { return }
    members.remove(at: position)
    index = nil
    if members.count > Self.scanned { rebuildIndex() }
  }

  private mutating func rebuildIndex() {
    var index: [ExactName: Int] = [:]
    index.reserveCapacity(members.count * 2)
    for (position, member) in members.enumerated() {
      index[ExactName(text: member.name)] = position
    }
    self.index = index
  }

  private func position(of name: String) -> Int? {
    if let index { return index[ExactName(text: name)] }
    for position in members.indices where members[position].name.hasSameBytes(as: name) {
      return position
    }
    return nil
  }
}

extension JSONObject: RandomAccessCollection {
  package var startIndex: Int { members.startIndex }
  package var endIndex: Int { members.endIndex }
  package subscript(position: Int) -> JSONMember { members[position] }
}

extension JSONObject: Hashable {
  package static func == (left: JSONObject, right: JSONObject) -> Bool {
    guard left.count == right.count else { return false }
    return left.allSatisfy { right[$0.name] == $0.value }
  }

  package func hash(into hasher: inout Hasher) {
    var sum = 0
    for member in members {
      var own = Hasher()
      own.combine(member)
      sum &+= own.finalize()
    }
    hasher.combine(sum)
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  /// Members in the order written; of a repeated name the last value stays.
  package init(dictionaryLiteral elements: (String, JSON)...) {
    self.init(capacity: elements.count)
    for (name, value) in elements { self[name] = value }
  }
}
