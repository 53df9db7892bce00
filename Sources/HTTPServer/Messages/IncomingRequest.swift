package import Wire

/// A request that was read to its end.
package struct IncomingRequest: Hashable, Sendable {
  package let head: RequestHead
  /// Without transfer coding; at most the configured number of bytes.
  package let body: [UInt8]

  /// The request without the circumstances in which it came.
  package var message: HTTPServerRequest {
    HTTPServerRequest(head.method, head.target, fields: head.fields, body: body)
  }
}
