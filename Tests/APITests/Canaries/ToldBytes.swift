import Wire

/// What a partner got in one answer or one request.
struct ToldBytes {
  let what: String
  let isAnswer: Bool
  /// Everything that it gets to see.
  let bytes: [UInt8]
  /// What it said itself.
  let asked: [UInt8]
  /// Whether it may have been formed before the last change.
  let lags: Bool
  let json: JSON
  let fields: HTTPFields

  init(_ answer: Reaction, to what: String, asked: [UInt8], lags: Bool) {
    self.what = what
    isAnswer = true
    bytes = answer.response.exposed
    self.asked = asked
    self.lags = lags
    json = answer.json
    fields = answer.response.fields
  }

  init(_ request: HTTPRequest) {
    what = "a request to \(request.url)"
    isAnswer = false
    bytes = request.exposed
    asked = []
    lags = true
    json = (try? JSON.parse(request.body)) ?? .null
    fields = request.fields
  }
}
