/// What a command came to, ready to be told after the commit; a class, for a record is dear to copy.
final class Answer: Sendable {
  let submission: Submission
  let result: Result<Outcome, SubmissionFailure>
  /// Whether anybody's view may have moved as a whole, so that telling waits for the delivery loops.
  let affectsViews: Bool

  init(
    _ submission: Submission, _ result: Result<Outcome, SubmissionFailure>,
    affectsViews: Bool = false
  ) {
    self.submission = submission
    self.result = result
    self.affectsViews = affectsViews
  }

  func tell() {
    submission.completion(result)
  }
}
