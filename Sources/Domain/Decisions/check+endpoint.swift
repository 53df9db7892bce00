import Wire

/// Throws unless an endpoint has what its transport needs, and nothing that would have no effect.
func check(
  _ endpoint: Endpoint, replacing before: Endpoint?, in state: some DirectoryState
) throws {
  try requireOwner(endpoint.party, in: state)
  try check(endpoint.scope, of: endpoint.party, replacing: before?.scope, in: state)
  guard let settings = endpoint.settings.object else {
    throw Refusal(.invalidValue, "`settings` is a JSON object", field: "settings")
  }
  guard before == nil || before?.transport.kind == endpoint.transport.kind else {
    throw Refusal(
      .invalidValue, "who makes the requests cannot be changed; create another endpoint",
      field: "transport/kind")
  }
  guard endpoint.isPulled else {
    guard endpoint.url != nil else {
      throw Refusal(.invalidValue, "an endpoint that events are sent to has a `url`", field: "url")
    }
    return
  }
  guard endpoint.url == nil else {
    throw Refusal(
      .invalidValue, "nothing is sent to an endpoint that is pulled from; leave `url` out",
      field: "url")
  }
  guard settings.isEmpty else {
    throw Refusal(
      .invalidValue, "an endpoint that is pulled from has no settings", field: "settings")
  }
}
