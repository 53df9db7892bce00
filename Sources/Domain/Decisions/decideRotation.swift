import Wire

func decideRotation(
  of id: EndpointID, _ rotation: SecretRotation, _ request: CommandRequest,
  in state: some DirectoryState
) throws -> Decision {
  guard case .endpoint(let endpoint) = try request.subject(id.record, .endpoint, in: state) else {
    throw Refusal.notFound(.endpoint)
  }
  guard !endpoint.isPulled else {
    throw Refusal(
      .wrongState, "an endpoint that is pulled from signs nothing; its party's keys let it in")
  }
  var rotated = endpoint
  rotated.secrets = endpoint.rotating(rotation, at: request.time)
  guard rotated.secrets.count <= Endpoint.secretLimit else {
    throw Refusal(
      .tooLarge,
      "at most \(Endpoint.secretLimit) secrets are in use at once; rotate without overlap, or wait"
        + " until older ones retire", field: "overlap")
  }
  return try Decision(changes: [.replacing(.endpoint(endpoint), with: .endpoint(rotated))])
}

extension Endpoint {
  /// The slots after a rotation: spent ones gone, those of the scheme retiring, the new one last.
  fileprivate func rotating(_ rotation: SecretRotation, at time: Timestamp) -> [SecretSlot] {
    let kept = secrets.map { slot in
      guard slot.scheme == rotation.scheme else { return slot }
      var retiring = slot
      let end = time + rotation.overlap
      retiring.retiresAt = min(slot.retiresAt ?? end, end)
      return retiring
    }
    let number = (secrets.map(\.number).max() ?? 0) + 1
    let fresh = SecretSlot(number: number, scheme: rotation.scheme, sealed: rotation.sealed)
    return kept.filter { $0.isUsed(at: time) } + [fresh]
  }
}
