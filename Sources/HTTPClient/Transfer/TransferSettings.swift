internal import Wire

/// The settings that an easy handle holds from its last request.
struct TransferSettings {
  var url: HTTPURL?
  var method: HTTPMethod?
  var sendsBody = false
  var version: OutgoingRequest.Version?
  var trust: OutgoingRequest.Trust?
  var connectLimitInMilliseconds = 0
  var totalLimitInMilliseconds = 0
}
