/// Where a record shall stand in the tree of its kind.
struct TreePlace<Node: TreeNode> {
  private let node: Identifier<Node>
  private let kind: RecordKind
  private let isNew: Bool
  private let field: String

  /// `field` is what a refusal names.
  init(_ node: Identifier<Node>, _ kind: RecordKind, isNew: Bool, field: String = "parent") {
    self.node = node
    self.kind = kind
    self.isNew = isNew
    self.field = field
  }

  /// Throws unless `parent` and all above it are found, none of them is the node itself, and the
  /// tree stays within its depth with all that hangs below the node.
  func check(
    under parent: Identifier<Node>?, in state: some DirectoryState,
    finding find: (Identifier<Node>) throws -> Node?
  ) throws {
    var above = parent
    var depth = 1
    while let current = above {
      guard current != node else {
        throw Refusal(
          .invalidReference, "this would put it below itself; choose another parent", field: field)
      }
      depth += 1
      guard depth <= treeDepthLimit else { throw tooDeep }
      guard let found = try find(current) else { throw Refusal.unknown(kind, field: field) }
      above = found.parent
    }
    guard !isNew, parent != nil else { return }
    try requireHeight(atMost: treeDepthLimit - depth, in: state)
  }

  /// Walks down level by level: what moves takes along what hangs below it.
  private func requireHeight(atMost levels: Int, in state: some DirectoryState) throws {
    var level = [node.record]
    for _ in 0...levels {
      level = try level.flatMap { above in
        try state.attachments(to: above, of: kind, limit: .max).map(\.member)
      }
      guard !level.isEmpty else { return }
    }
    throw tooDeep
  }

  private var tooDeep: Refusal {
    Refusal(
      .invalidReference, "trees are at most \(treeDepthLimit) levels deep; choose another parent",
      field: field)
  }
}

/// The deepest tree of groups, departments or memberships.
let treeDepthLimit = 32

/// A record that hangs below another of its kind.
protocol TreeNode {
  var parent: Identifier<Self>? { get }
}

extension Group: TreeNode {}
extension Department: TreeNode {}
extension Membership: TreeNode {}
