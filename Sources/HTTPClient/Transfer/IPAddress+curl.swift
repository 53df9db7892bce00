internal import CCurl
internal import Wire

extension IPAddress {
  /// The address that libcurl is about to connect; nil for another family, a Unix socket's say.
  init?(connecting address: UnsafePointer<curl_sockaddr>) {
    var bytes = RawAddress()
    let count = unsafe withUnsafeMutableBytes(of: &bytes) {
      unsafe ccurl_address_bytes(address, $0.baseAddress?.assumingMemoryBound(to: UInt8.self))
    }
    self.init(bytes, count: Int(count))
  }

  /// The address in libcurl's text of it; nil for an empty text.
  init?(reading text: UnsafePointer<CChar>) {
    var bytes = RawAddress()
    let count = unsafe withUnsafeMutableBytes(of: &bytes) {
      unsafe ccurl_parse_address(text, $0.baseAddress?.assumingMemoryBound(to: UInt8.self))
    }
    self.init(bytes, count: Int(count))
  }

  private init?(_ bytes: RawAddress, count: Int) {
    switch count {
    case 4: self = .v4(UInt32(truncatingIfNeeded: UInt64(bigEndian: bytes.first) >> 32))
    case 16:
      self = .v6(
        UInt128(UInt64(bigEndian: bytes.first)) << 64 | UInt128(UInt64(bigEndian: bytes.second)))
    default: return nil
    }
  }
}

/// Sixteen bytes in network order, of which an IPv4 address uses the first four.
private struct RawAddress {
  var first: UInt64 = 0
  var second: UInt64 = 0
}
