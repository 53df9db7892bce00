import Glibc

/// Turns text of another encoding into UTF-8 as its bytes come.
///
/// A character may be divided between two parts. Bytes that are no text in the encoding become a
/// byte that is none in UTF-8 either, so that whoever reads on tells where they stand.
@safe struct Transcoder: ~Copyable {
  private let conversion: iconv_t
  /// The beginning of a character whose end has not come.
  private var kept: [UInt8] = []

  private static let outputBytes = 64 << 10

  /// Takes any name that the C library knows, such as `gb18030`.
  init(from encoding: String) throws(CommandFailure) {
    guard let made = unsafe iconv_open("UTF-8", encoding),
      UInt(bitPattern: made) != UInt.max
    else {
      throw CommandFailure(
        "this machine knows no encoding \"\(encoding)\"; `iconv --list` shows those it knows")
    }
    unsafe conversion = made
  }

  /// The UTF-8 of the next bytes of the file.
  mutating func text(of part: [UInt8]) -> [UInt8] {
    var input = kept + part
    kept = []
    var result: [UInt8] = []
    result.reserveCapacity(input.count * 2)
    var position = 0
    while position < input.count {
      let (read, code) = convert(&input, from: position, into: &result)
      position += read
      switch code {
      case EILSEQ:
        result.append(0xFF)
        position += 1
      case EINVAL:
        kept = Array(input[position...])
        return result
      default: break
      }
    }
    return result
  }

  /// What is left where the file ends within a character.
  mutating func end() -> [UInt8] {
    defer { kept = [] }
    return kept.isEmpty ? [] : [0xFF]
  }

  /// Converts as much as there is room for; 0 or why it stopped.
  private func convert(
    _ input: inout [UInt8], from position: Int, into result: inout [UInt8]
  ) -> (read: Int, code: Int32) {
    var output = [UInt8](repeating: 0, count: Self.outputBytes)
    var inputLeft = input.count - position
    var outputLeft = output.count
    let before = inputLeft
    let code = unsafe input.withUnsafeMutableBytes { source in
      unsafe output.withUnsafeMutableBytes { target in
        var from = unsafe source.baseAddress?.assumingMemoryBound(to: CChar.self)
          .advanced(by: position)
        var to = unsafe target.baseAddress?.assumingMemoryBound(to: CChar.self)
        return unsafe iconv(conversion, &from, &inputLeft, &to, &outputLeft) == -1 ? errno : 0
      }
    }
    result += output.prefix(output.count - outputLeft)
    return (before - inputLeft, code)
  }

  deinit {
    unsafe iconv_close(conversion)
  }
}
