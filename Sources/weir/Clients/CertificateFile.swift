/// A PEM file of certificate authorities that are trusted besides the system's.
enum CertificateFile {
  static let option = CommandOption(
    "ca-file", .text("PEM"),
    "trust the certificate authorities in this file too, besides the system's", isSetting: true)

  /// Throws where the file cannot be read or holds no certificate: better now than at the first
  /// connection.
  static func check(_ path: String) throws(CommandFailure) {
    let text = String(decoding: try InputFile.bytes(at: path), as: UTF8.self)
    guard text.contains("-----BEGIN CERTIFICATE-----") else {
      throw CommandFailure(
        "\(path) holds no certificate in PEM form; name a file with \"BEGIN CERTIFICATE\" in it")
    }
  }
}
