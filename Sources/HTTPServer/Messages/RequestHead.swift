package import Wire

/// What is known of a request before its body is read.
package struct RequestHead: Hashable, Sendable {
  package let method: HTTPMethod
  /// Path and query; of an absolute target (RFC 9112, section 3.2.2) the part after the authority.
  package let target: HTTPTarget
  /// In the order in which they came; repeated names are kept.
  package let fields: HTTPFields
  /// The peer of the connection, which may be a proxy; nil if it had gone before it was known.
  package let remoteAddress: IPAddress?
  /// The loop thread that asks, 0 to below the configured number.
  ///
  /// All calls for one request come
  /// on the same thread, and each thread makes one call at a time.
  package let threadIndex: Int
}
