import Glibc

extension Invocation.Surroundings {
  /// The environment and the files of this process.
  static let process = Invocation.Surroundings(
    environment: { name in
      guard let text = unsafe getenv(name) else { return nil }
      return unsafe String(cString: text)
    },
    file: { path throws(UsageError) in
      do {
        return try InputFile.bytes(at: path)
      } catch {
        throw UsageError("\(error)")
      }
    })
}
