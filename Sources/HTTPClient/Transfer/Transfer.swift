internal import CCurl
internal import Wire

/// One request under way: the easy handle, the memory that libcurl reads from, and what came back.
///
/// Kept and used again for request after request; buffers stay, settings that do not differ are not
/// set again.
@safe final class Transfer {
  private static let keptBodyCapacity = 65_536
  private static let errorTextCapacity = Int(CURL_ERROR_SIZE)

  let context: TransferContext
  let certificateDirectory: String
  let certificateFile: String?
  var easy: EasyHandle
  var settings = TransferSettings()
  var url = ByteBuffer(capacity: 256)
  let parsedURL: ParsedURL
  var lines = FieldLines()
  var body = ByteBuffer(capacity: 1024)
  var answer = AnswerBuffer()

  private(set) var token: UInt64 = 0
  private(set) var host: Host?
  private(set) var start = MonotonicInstant.never
  /// Where it stands among the transfers under way.
  var position = 0

  var sends = 0
  var wasWithdrawn = false
  var refusedAddress: IPAddress?
  var foundPermittedAddress = false
  /// The look-up of the host was begun for this request.
  var ownsLookup = false
  /// The addresses became known since the owner last asked.
  var isAddressNews = false

  private let errorText: UnsafeMutablePointer<CChar>

  init(
    context: TransferContext, configuration: ClientConfiguration
  ) throws(HTTPClientError) {
    self.context = context
    certificateDirectory = configuration.certificateDirectory
    certificateFile = configuration.certificateFile
    easy = try EasyHandle()
    parsedURL = try ParsedURL()
    unsafe errorText = .allocate(capacity: Self.errorTextCapacity)
    unsafe errorText.initialize(repeating: 0, count: Self.errorTextCapacity)
    applyFixedSettings(of: configuration)
    applyCallbacks()
    unsafe easy.set(CURLOPT_ERRORBUFFER, pointer: errorText)
    if let refusal = easy.takeRefusal() {
      throw .refusal(refusal.option, code: refusal.code)
    }
  }

  deinit {
    // The handle writes there until it is gone.
    unsafe ccurl_set_pointer(easy.raw, CURLOPT_ERRORBUFFER, nil)
    unsafe ccurl_set_pointer(easy.raw, CURLOPT_CURLU, nil)
    unsafe errorText.deallocate()
  }

  static func at(_ pointer: UnsafeMutableRawPointer) -> Transfer {
    unsafe Unmanaged<Transfer>.fromOpaque(pointer).takeUnretainedValue()
  }

  var pointer: UnsafeMutableRawPointer {
    unsafe Unmanaged.passUnretained(self).toOpaque()
  }

  /// What libcurl said about a failure; it may name hosts, addresses and certificates.
  var libraryText: String {
    unsafe String(cString: errorText)
  }

  /// Prepares the handle for a request; a failure when the request cannot be made.
  func begin(_ request: OutgoingRequest, to host: Host, now: MonotonicInstant) -> Failure? {
    token = request.token
    self.host = host
    start = now
    sends = 0
    wasWithdrawn = false
    refusedAddress = nil
    foundPermittedAddress = false
    ownsLookup = host.isLookingUp
    isAddressNews = false
    unsafe errorText[0] = 0
    answer.begin(bodyLimit: request.maximumResponseBytes)
    return apply(request)
  }

  /// Lets go of what belongs to the request.
  func finish() {
    host = nil
    body.removeAll(keepingAtMost: Self.keptBodyCapacity)
  }

  /// The completion of a transfer that libcurl reported as ended, or that was taken out.
  func completion(_ outcome: Outcome, now: MonotonicInstant) -> Completion {
    Completion(
      token: token, outcome: outcome, duration: start.duration(to: now),
      timings: Timings(
        connect: easy.time(CURLINFO_CONNECT_TIME_T),
        firstByte: easy.time(CURLINFO_STARTTRANSFER_TIME_T)),
      remoteAddress: remoteAddress, sends: sends)
  }

  private var remoteAddress: IPAddress? {
    var text: UnsafePointer<CChar>?
    guard unsafe ccurl_get_text(easy.raw, CURLINFO_PRIMARY_IP, &text) == CURLE_OK,
      let text = unsafe text
    else { return nil }
    return unsafe IPAddress(reading: text)
  }
}
