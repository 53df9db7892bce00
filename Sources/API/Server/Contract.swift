import CContracts

/// The contract of the HTTP API and of what is sent to endpoints, as it is published.
package enum Contract {
  /// An OpenAPI 3.1 document, byte for byte `Contracts/openapi.json`.
  package static let openAPI: [UInt8] = {
    let bytes = unsafe UnsafeBufferPointer(
      start: ccontracts_openapi(), count: ccontracts_openapi_count())
    return unsafe Array(bytes)
  }()
}
