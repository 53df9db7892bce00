import Glibc

/// Another run of this program, whose first line of output is read.
struct ChildProcess {
  let process: pid_t
  private let output: Int32

  /// Starts this very program anew; `variables` are added to its environment, where secrets belong,
  /// for arguments show in the list of processes.
  init(_ arguments: [String], variables: [String]) throws(CommandFailure) {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else {
      throw CommandFailure("no pipe can be made; close some programs and try again")
    }
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
    unsafe posix_spawn_file_actions_addclose(&actions, ends[0])
    var child = pid_t()
    let words = unsafe arguments.map { unsafe strdup($0) } + [nil]
    let environment = unsafe (Self.inherited + variables).map { unsafe strdup($0) } + [nil]
    defer {
      unsafe (words + environment).forEach { unsafe free($0) }
    }
    let code = unsafe posix_spawn(&child, "/proc/self/exe", &actions, nil, words, environment)
    close(ends[1])
    guard code == 0 else {
      close(ends[0])
      throw CommandFailure("another process cannot be started; raise the limit of processes")
    }
    process = child
    output = ends[0]
  }

  /// What it says first; nil if it ended without a word.
  ///
  /// To be asked once: nothing more is read, and what the process says later is lost.
  func firstLine() -> String? {
    defer { close(output) }
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while unsafe read(output, &byte, 1) == 1 {
      guard byte != 0x0A else { return String(decoding: line, as: UTF8.self) }
      line.append(byte)
    }
    return nil
  }

  func end() {
    kill(process, SIGTERM)
    _ = waitpid(process, nil, 0)
  }

  private static var inherited: [String] {
    var result: [String] = []
    var next = unsafe environ
    while let variable = unsafe next.pointee {
      result.append(unsafe String(cString: variable))
      unsafe next += 1
    }
    return result
  }
}
