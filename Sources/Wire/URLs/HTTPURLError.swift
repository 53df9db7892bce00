/// Why a text is not a URL that is accepted here.
package enum HTTPURLError: Error, Hashable, Sendable {
  case tooLong
  case forbiddenCharacter
  case unsupportedScheme
  case userInfo
  case fragment
  case invalidHost
  case invalidPort
  case invalidEscape
  case pathWithoutSlash
  case dotSegment
}

extension HTTPURLError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .tooLong: "a URL may be \(HTTPURL.maximumBytes) bytes long at most"
    case .forbiddenCharacter:
      "a URL holds visible ASCII without \"<>\\^`{|} only: percent-encode the rest"
    case .unsupportedScheme: "a URL must start with http:// or https://"
    case .userInfo: "a URL may not hold a user or password: give credentials apart from it"
    case .fragment: "a URL may not hold a fragment: remove # and what follows"
    case .invalidHost: "the host must be a name of letters, digits, - and . or an IP address"
    case .invalidPort: "the port must be a number from 1 to 65535"
    case .invalidEscape: "a percent sign must be followed by two hexadecimal digits"
    case .pathWithoutSlash: "a path must start with /"
    case .dotSegment: "a path may not hold the segments . and .. : write where they lead"
    }
  }
}
