/// A map ordered by its keys whose copies share what they have in common.
///
/// A copy costs nothing and never changes with the original, which is what lets a reader keep its
/// state while writes go on. An AVL tree whose nodes never change once made; every operation takes
/// time in the logarithm of the size.
struct OrderedMap<Key: Comparable & Sendable, Value: Sendable>: Sendable {
  private var root: Node?

  /// How many steps the longest way down takes.
  var depth: Int { root?.height ?? 0 }

  /// The value of a key; setting nil removes the key.
  subscript(key: Key) -> Value? {
    get {
      var node = root
      while let current = node {
        if key == current.key { return current.value }
        node = key < current.key ? current.left : current.right
      }
      return nil
    }
    set {
      root = newValue.map { Node.inserting(key, $0, into: root) } ?? Node.removing(key, from: root)
    }
  }

  /// The greatest key that is at most `key`, with its value.
  func last(atMost key: Key) -> (key: Key, value: Value)? {
    var best: Node?
    var node = root
    while let current = node {
      if key < current.key {
        node = current.left
      } else {
        best = current
        node = current.right
      }
    }
    return best.map { ($0.key, $0.value) }
  }

  /// Visits what has a key of at least `lower`, ascending, until `visit` returns false.
  func scan(
    from lower: Key, _ visit: (Key, Value) throws(StoreError) -> Bool
  ) throws(StoreError) {
    var waiting: [Node] = []
    var node = root
    while let current = node {
      if current.key < lower {
        node = current.right
      } else {
        waiting.append(current)
        node = current.left
      }
    }
    while let current = waiting.popLast() {
      guard try visit(current.key, current.value) else { return }
      var next = current.right
      while let inner = next {
        waiting.append(inner)
        next = inner.left
      }
    }
  }
}

extension OrderedMap {
  fileprivate final class Node: Sendable {
    let key: Key
    let value: Value
    let left: Node?
    let right: Node?
    let height: Int

    init(_ key: Key, _ value: Value, _ left: Node?, _ right: Node?) {
      self.key = key
      self.value = value
      self.left = left
      self.right = right
      height = max(left?.height ?? 0, right?.height ?? 0) + 1
    }

    static func inserting(_ key: Key, _ value: Value, into node: Node?) -> Node {
      guard let node else { return Node(key, value, nil, nil) }
      if key == node.key { return Node(key, value, node.left, node.right) }
      if key < node.key {
        return balanced(
          node.key, node.value, inserting(key, value, into: node.left), node.right)
      }
      return balanced(node.key, node.value, node.left, inserting(key, value, into: node.right))
    }

    static func removing(_ key: Key, from node: Node?) -> Node? {
      guard let node else { return nil }
      if key < node.key {
        return balanced(node.key, node.value, removing(key, from: node.left), node.right)
      }
      if key > node.key {
        return balanced(node.key, node.value, node.left, removing(key, from: node.right))
      }
      guard let right = node.right else { return node.left }
      let next = right.first
      return balanced(next.key, next.value, node.left, removing(next.key, from: right))
    }

    private var first: Node {
      var node = self
      while let left = node.left { node = left }
      return node
    }

    private var lean: Int { (left?.height ?? 0) - (right?.height ?? 0) }

    /// Joins two subtrees whose heights differ by at most two.
    private static func balanced(_ key: Key, _ value: Value, _ left: Node?, _ right: Node?) -> Node
    {
      let node = Node(key, value, left, right)
      if node.lean > 1, let left {
        return Node(key, value, left.lean < 0 ? left.turnedLeft : left, right).turnedRight
      }
      if node.lean < -1, let right {
        return Node(key, value, left, right.lean > 0 ? right.turnedRight : right).turnedLeft
      }
      return node
    }

    private var turnedRight: Node {
      guard let left else { return self }
      return Node(left.key, left.value, left.left, Node(key, value, left.right, right))
    }

    private var turnedLeft: Node {
      guard let right else { return self }
      return Node(right.key, right.value, Node(key, value, left, right.left), right.right)
    }
  }
}
