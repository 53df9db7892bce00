package import Crypto
import Glibc
import Wire

extension MasterKey {
  /// Reads a key file: 64 hexadecimal digits or base64 of 32 bytes, white space around allowed.
  ///
  /// A file that anybody but its owner may touch is not accepted.
  package init(file path: String) throws(GatewayError) {
    let text = try Self.text(ofFile: path)
    guard let bytes = Hex.decode(text) ?? Base64.decode(text, padding: .optional),
      let key = MasterKey(bytes: bytes)
    else {
      throw GatewayError(
        "\(path) holds no master key; it must hold 32 random bytes as base64 or as 64 hexadecimal"
          + " digits: openssl rand -base64 32")
    }
    self = key
  }

  /// Writes a new key to a new file that only its owner may read; an existing file is an error.
  package static func create(
    file path: String, random: some RandomSource
  ) throws(GatewayError) -> MasterKey {
    let bytes = random.bytes(byteCount)
    let descriptor = unsafe Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw GatewayError("\(path) cannot be made as a new file (\(systemText(errno)))")
    }
    defer { close(descriptor) }
    let text = Array((Base64.encode(bytes) + "\n").utf8)
    let written = unsafe write(descriptor, text, text.count)
    guard written == text.count, fsync(descriptor) == 0, let key = MasterKey(bytes: bytes) else {
      throw GatewayError("\(path) could not be written (\(systemText(errno))); remove it")
    }
    return key
  }

  private static let sizeLimit = 4_096

  private static func text(ofFile path: String) throws(GatewayError) -> String {
    let descriptor = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw GatewayError("the master key file \(path) cannot be opened (\(systemText(errno)))")
    }
    defer { close(descriptor) }
    // Asked of the open file: the name could lead to another one by now.
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw GatewayError("\(path) is no plain file; name the master key file itself")
    }
    guard status.st_mode & 0o177 == 0 else {
      throw GatewayError("others may use the master key file; run: chmod 600 \(path)")
    }
    var bytes = [UInt8](repeating: 0, count: sizeLimit)
    let count = unsafe read(descriptor, &bytes, bytes.count)
    guard count >= 0 else {
      throw GatewayError("the master key file \(path) cannot be read (\(systemText(errno)))")
    }
    let text = bytes.prefix(count).filter { ![0x09, 0x0A, 0x0D, 0x20].contains($0) }
    return String(decoding: text, as: UTF8.self)
  }

  private static func systemText(_ code: Int32) -> String {
    guard let text = unsafe strerror(code) else { return "error \(code)" }
    return unsafe String(cString: text)
  }
}
