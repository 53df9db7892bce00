package import Domain

/// Is told of every commit that moved a journal.
package protocol CommitObserver: Sendable {
  /// Called on the writer's thread after the state was published, in the order of commits; must not
  /// block.
  func committed(_ news: CommitNews)
}

/// One commit: the state after it, and what came in by it.
package struct CommitNews: Sendable {
  package let state: PublishedState
  /// The new entries of each enterprise that has some, in order of position.
  package let entries: [EnterpriseID: [CommittedEntry]]

  package init(state: PublishedState, entries: [EnterpriseID: [CommittedEntry]]) {
    self.state = state
    self.entries = entries
  }
}
