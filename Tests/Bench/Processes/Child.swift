import Glibc
import Synchronization

/// A process that this one started; what it writes goes into a file.
struct Child {
  let identifier: pid_t
  private let outputPath: String

  /// Those that run, so that none is left behind whatever happens.
  private static let running = Mutex<Set<pid_t>>([])

  /// Starts a program that is found in PATH, or at a path.
  init(_ arguments: [String], output path: String) throws {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(
      &actions, STDOUT_FILENO, path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    var pointers = unsafe arguments.map { unsafe strdup($0) }
    defer { unsafe pointers.forEach { unsafe free($0) } }
    unsafe pointers.append(nil)
    var identifier: pid_t = 0
    let code = unsafe posix_spawnp(&identifier, arguments[0], &actions, nil, pointers, environ)
    guard code == 0 else { throw BenchError("\(arguments[0]) cannot be started") }
    self.identifier = identifier
    outputPath = path
    Self.running.withLock { _ = $0.insert(identifier) }
  }

  var output: String { PlainFile.read(outputPath) }

  /// Waits for the end and kills where it does not come in time; false then or on a failure.
  func wait(within limit: Duration) -> Bool {
    let clock = ContinuousClock()
    let end = clock.now + limit
    var status: Int32 = 0
    while unsafe waitpid(identifier, &status, WNOHANG) == 0 {
      guard clock.now < end else {
        stop()
        return false
      }
      usleep(2_000)
    }
    Self.running.withLock { _ = $0.remove(identifier) }
    return status == 0
  }

  /// False too once it was waited for.
  var isRunning: Bool {
    var information = unsafe siginfo_t()
    // Looks without taking the end away from whoever waits.
    let code = unsafe waitid(P_PID, id_t(identifier), &information, WEXITED | WNOHANG | WNOWAIT)
    return unsafe code == 0 && information.si_signo == 0
  }

  /// What the kernel says of a process's memory.
  enum Memory: String {
    case resident = "VmRSS:"
    case peak = "VmHWM:"
  }

  /// In KiB; 0 where the process is no more.
  func memory(_ memory: Memory) -> Int {
    let status = PlainFile.read("/proc/\(identifier)/status")
    let line = status.split(separator: "\n").first { $0.hasPrefix(memory.rawValue) }
    return line?.split(separator: " ").compactMap { Int($0) }.first ?? 0
  }

  /// Ends it at once.
  func stop() {
    guard Self.running.withLock({ $0.remove(identifier) }) != nil else { return }
    kill(identifier, SIGKILL)
    var status: Int32 = 0
    unsafe waitpid(identifier, &status, 0)
  }

  static func stopAll() {
    let left = running.withLock { running in
      defer { running = [] }
      return running
    }
    for identifier in left { kill(identifier, SIGKILL) }
  }
}
