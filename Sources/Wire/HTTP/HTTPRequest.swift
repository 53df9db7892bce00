/// A request that is to be sent: complete, body included.
package struct HTTPRequest: Hashable, Sendable {
  package var method: HTTPMethod
  package var url: HTTPURL
  package var fields: HTTPFields
  package var body: [UInt8]

  package init(_ method: HTTPMethod, _ url: HTTPURL, fields: HTTPFields = [:], body: [UInt8] = []) {
    self.method = method
    self.url = url
    self.fields = fields
    self.body = body
  }
}

/// A request that was received: complete, body included.
package struct HTTPServerRequest: Hashable, Sendable {
  package var method: HTTPMethod
  package var target: HTTPTarget
  package var fields: HTTPFields
  package var body: [UInt8]

  package init(
    _ method: HTTPMethod, _ target: HTTPTarget, fields: HTTPFields = [:], body: [UInt8] = []
  ) {
    self.method = method
    self.target = target
    self.fields = fields
    self.body = body
  }
}

/// A response, received or to be sent: complete, body included.
package struct HTTPResponse: Hashable, Sendable {
  package var status: HTTPStatus
  package var fields: HTTPFields
  package var body: [UInt8]

  package init(_ status: HTTPStatus, fields: HTTPFields = [:], body: [UInt8] = []) {
    self.status = status
    self.fields = fields
    self.body = body
  }
}
