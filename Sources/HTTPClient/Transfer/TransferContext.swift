internal import Wire

/// What all transfers of a client share, and libcurl's callbacks ask.
///
/// Connections refer to it until they are closed: it must outlive every multi handle.
final class TransferContext {
  let egressPolicy: EgressPolicy
  let sockets: SocketWatch
  var lastLook: (UInt64) -> Bool = { _ in true }

  init(egressPolicy: EgressPolicy, sockets: SocketWatch) {
    self.egressPolicy = egressPolicy
    self.sockets = sockets
  }

  /// Behind a context pointer that libcurl gives back.
  static func at(_ pointer: UnsafeMutableRawPointer) -> TransferContext {
    unsafe Unmanaged<TransferContext>.fromOpaque(pointer).takeUnretainedValue()
  }

  var pointer: UnsafeMutableRawPointer {
    unsafe Unmanaged.passUnretained(self).toOpaque()
  }
}
