import Synchronization

@testable import weir

/// Keeps what a command says.
final class SpokenWords: Sendable {
  private let answers = Mutex("")
  private let notes = Mutex("")

  var answer: String { answers.withLock { $0 } }
  var note: String { notes.withLock { $0 } }

  var console: Console { console(isTerminal: false) }

  func console(isTerminal: Bool) -> Console {
    Console(
      answer: { text in self.answers.withLock { $0 += text } },
      note: { text in self.notes.withLock { $0 += text } }, isTerminal: isTerminal)
  }
}

/// Runs the program as somebody at a terminal would, without its process.
struct ProgramRun {
  let exit: Program.ExitCode
  let answer: String
  let note: String

  init(
    _ arguments: [String], environment: [String: String] = [:], files: [String: String] = [:]
  ) {
    let words = SpokenWords()
    let program = Program(
      console: words.console,
      surroundings: Invocation.Surroundings(
        environment: { environment[$0] },
        file: { path throws(UsageError) in
          guard let text = files[path] else { throw UsageError("no file \(path)") }
          return Array(text.utf8)
        }))
    exit = program.run(arguments)
    answer = words.answer
    note = words.note
  }
}
