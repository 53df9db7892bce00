import Domain

extension CommandMaker {
  /// A new link, one that leads elsewhere, or one that goes; now and then in a circle, which is
  /// refused.
  mutating func linkCommand() -> Made? {
    guard let from = chance.pick(from: contacts) else { return nil }
    let colleagues = contacts.filter { $0.organization == from.organization }
    guard let to = chance.pick(from: colleagues) else { return nil }
    let actor = Cast.actor(from.organization)
    let links = cast.world.orderedRecords.compactMap { record in
      if case .link(let link) = record, link.from == from.id { link } else { nil }
    }
    guard let link = links.first else {
      let new = Link(
        id: LinkID(from: cast.world.random), organization: from.organization, from: from.id,
        to: to.id)
      return Made(command: .create(.link(new)), actor: actor)
    }
    if chance.percent() < 30 {
      return Made(command: .remove(link.id.record, .link), actor: actor)
    }
    return Made(command: .change(.link(link.id, Link.Change(to: to.id))), actor: actor)
  }
}
