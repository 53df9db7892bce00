import Glibc

/// What the first 100 bytes of an SQLite file say (sqlite.org/fileformat2.html, 1.3), read without SQLite.
///
/// Nothing is written, locked or created. Reading must come before this process opens the same file with
/// SQLite: by POSIX, closing it here lets go of all locks that the process has on it.
package struct DatabaseFileHeader: Hashable, Sendable {
  package static let byteCount = 100

  /// In bytes, a power of two from 512 to 65,536.
  package let pageSize: Int
  package let applicationID: Int32
  package let userVersion: Int32
  /// Whether the file was last written with a write-ahead log.
  package let usesWriteAheadLog: Bool
  /// In bytes; what stands in the log alone does not count.
  package let fileSize: Int64

  package static func read(_ path: String) throws(DatabaseFileError) -> DatabaseFileHeader {
    // Not blocking, for a path may turn out to be a pipe that nobody writes to.
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { throw DatabaseFileError(opening: errno) }
    defer { _ = close(file) }
    var status = stat()
    guard unsafe fstat(file, &status) == 0 else { throw .unreadable(errno: errno) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile }
    let fileSize = Int64(status.st_size)
    guard fileSize > 0 else { throw .empty }
    return try DatabaseFileHeader(try firstBytes(of: file), fileSize: fileSize)
  }

  /// Takes the beginning of a file, at least its first 100 bytes if it has as many.
  init(_ bytes: [UInt8], fileSize: Int64) throws(DatabaseFileError) {
    let magic = Array("SQLite format 3".utf8) + [0]
    // A beginning that is already wrong is a foreign file, however short it is.
    guard bytes.prefix(16).elementsEqual(magic.prefix(bytes.count)) else { throw .notADatabase }
    guard bytes.count >= Self.byteCount else { throw .tooShort(byteCount: fileSize) }
    let header = HeaderBytes(bytes)
    let rawPageSize = header.uint16(at: 16)
    pageSize = rawPageSize == 1 ? 65_536 : rawPageSize
    guard pageSize >= 512, pageSize & (pageSize - 1) == 0 else {
      throw .damaged("its page size is \(rawPageSize)")
    }
    guard (1...2).contains(bytes[18]), (1...2).contains(bytes[19]) else {
      throw .damaged("its format versions are \(bytes[18]) and \(bytes[19])")
    }
    guard bytes[21...23].elementsEqual([64, 32, 32]) else {
      throw .damaged("its payload fractions are not those of the format")
    }
    guard header.int32(at: 44) >= 0, header.int32(at: 44) <= 4,
      (0...3).contains(header.int32(at: 56))
    else { throw .damaged("its schema format or text encoding is unknown") }
    guard fileSize >= Int64(pageSize) else { throw .tooShort(byteCount: fileSize) }
    applicationID = header.int32(at: 68)
    userVersion = header.int32(at: 60)
    usesWriteAheadLog = bytes[18] == 2
    self.fileSize = fileSize
  }

  private static func firstBytes(of file: Int32) throws(DatabaseFileError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: byteCount)
    var filled = 0
    while filled < byteCount {
      let count = unsafe bytes.withUnsafeMutableBytes { buffer in
        unsafe pread(
          file, buffer.baseAddress.map { unsafe $0 + filled }, byteCount - filled, off_t(filled))
      }
      if count < 0 {
        guard errno == EINTR else { throw .unreadable(errno: errno) }
      } else if count == 0 {
        break
      } else {
        filled += count
      }
    }
    return Array(bytes.prefix(filled))
  }
}

/// Big-endian numbers out of a header of at least 100 bytes.
private struct HeaderBytes {
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  func uint16(at offset: Int) -> Int { Int(bytes[offset]) << 8 | Int(bytes[offset + 1]) }

  func int32(at offset: Int) -> Int32 {
    Int32(
      bitPattern: bytes[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) })
  }
}
