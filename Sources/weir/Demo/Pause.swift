import Glibc

/// Waiting between two looks at something that another process does.
enum Pause {
  static func short() {
    usleep(20_000)
  }
}
