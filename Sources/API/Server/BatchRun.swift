import Gateway
import Synchronization

/// The commands of a batch on their way to the writer: together, but one that is counted first goes
/// alone, after all before it.
final class BatchRun: Sendable {
  private let commands: [(position: Int, command: PendingCommand)]
  private let answer: BatchAnswer
  private let completion: @Sendable () -> Void

  /// `completion` is called once, when every command has its outcome.
  init(
    _ commands: [(position: Int, command: PendingCommand)], into answer: BatchAnswer,
    _ completion: @escaping @Sendable () -> Void
  ) {
    self.commands = commands
    self.answer = answer
    self.completion = completion
  }

  func start(_ gateway: Gateway) {
    goOn(from: 0, gateway)
  }

  private func goOn(from start: Int, _ gateway: Gateway) {
    guard start < commands.count else { return completion() }
    let (position, first) = commands[start]
    if case .braked(let staging) = first.proposal.forecast {
      BrakedCommand(command: first, staging: staging).run(gateway) { [self] wording in
        answer.put(wording, at: position)
        goOn(from: start + 1, gateway)
      }
      return
    }
    let end = commands[start...].firstIndex { $0.command.isForecast } ?? commands.count
    submit(start..<end, gateway)
  }

  private func submit(_ range: Range<Int>, _ gateway: Gateway) {
    let countdown = Countdown(range.count)
    gateway.submit(
      commands[range].map { position, command in
        command.submission { [self] result in
          answer.put({ command.reply(to: result) }, at: position)
          if countdown.isLast { goOn(from: range.upperBound, gateway) }
        }
      })
  }
}

/// Tells the last of a number of calls, which may come on any thread.
private final class Countdown: Sendable {
  private let left: Mutex<Int>

  init(_ count: Int) {
    left = Mutex(count)
  }

  /// To be asked once by each.
  var isLast: Bool {
    left.withLock { left in
      left -= 1
      return left == 0
    }
  }
}
