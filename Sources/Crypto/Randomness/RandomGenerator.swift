/// Lets Swift's own `shuffled(using:)`, `random(in:using:)` and the like draw from a source.
package struct RandomGenerator: RandomNumberGenerator {
  private let source: any RandomSource

  package init(_ source: any RandomSource) {
    self.source = source
  }

  package func next() -> UInt64 { source.word() }
}
