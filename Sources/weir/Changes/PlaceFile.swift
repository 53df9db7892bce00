import Glibc

/// A file that holds one line: how far somebody has come.
struct PlaceFile {
  let path: String

  /// Nil where there is none yet.
  func read() throws(CommandFailure) -> String? {
    guard unsafe access(path, F_OK) == 0 else { return nil }
    let text = String(decoding: try InputFile.bytes(at: path), as: UTF8.self)
    let line = text.split(whereSeparator: \.isNewline).first.map(String.init)
    guard let line, !line.isEmpty else {
      throw CommandFailure("\(path) holds no place; remove it to begin with an empty copy")
    }
    return line
  }

  /// As a whole or not at all.
  func write(_ place: String) throws(CommandFailure) {
    let fresh = path + ".new"
    do {
      let file = try FileWriting(fresh)
      try file.write(Array((place + "\n").utf8))
    }
    guard unsafe rename(fresh, path) == 0 else {
      throw CommandFailure("\(path) cannot be written: \(FileReading.text(errno)); check the path")
    }
  }
}
