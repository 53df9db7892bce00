import Crypto
import Domain
import Gateway
import Storage
import Views
import Wire

/// Writes how things stand, as one party may see it.
///
/// Positions, numbers of entries and times of entries are for the enterprise only: they count and
/// date what a partner may not see.
struct StatusRepresentation {
  private let context: ReadContext
  /// The position that figures are relative to.
  private let position: Position
  let now: Timestamp

  init(_ context: ReadContext, position: Position) {
    self.context = context
    self.position = position
    now = context.services.clock.now()
  }

  private var caller: Caller { context.caller }

  // MARK: Figures

  func party() throws -> JSON {
    var party: JSONObject = ["id": .string(context.ids.text(caller.party))]
    if let id = caller.party.partner {
      let partner = context.topology.partners[id]
      party["name"] = partner.map { .string($0.name.text) }
      party["state"] = partner.map { .string($0.state.name) }
    } else if case .enterprise(let enterprise) = try context.record(
      caller.enterprise.record, .enterprise, at: position)
    {
      party["name"] = .string(enterprise.name.text)
    }
    return .object(party)
  }

  var partners: JSON {
    let states = context.topology.partners.values.map(\.state)
    var counts: JSONObject = ["total": .integer(Int64(states.count))]
    for state in Partner.State.allCases {
      counts[state.name] = .integer(Int64(states.count { $0 == state }))
    }
    return .object(counts)
  }

  func counts(of conditions: [EndpointCondition]) -> JSONObject {
    var numbers: [String: Int64] = [:]
    for condition in conditions { numbers[condition.standing.name, default: 0] += 1 }
    var states = JSONObject()
    for name in EndpointCondition.Standing.names { states[name] = .integer(numbers[name] ?? 0) }
    var counts: JSONObject = ["total": .integer(Int64(conditions.count))]
    counts["states"] = .object(states)
    counts["records_waiting"] = .integer(Int64(conditions.reduce(0) { $0 + $1.waiting }))
    if caller.isBrand {
      counts["behind"] = .integer(Int64(conditions.count { $0.settled < position }))
    }
    return counts
  }

  func journal() throws -> JSON {
    let head = try context.session.head(of: caller.enterprise)
    return [
      "position": .integer(head.position.number), "head": .string(Hex.encode(head.hash.bytes)),
      "time": head.position == .start ? .null : .string(head.time.cutToSecond.rfc3339),
    ]
  }

  /// Null where it says nothing of this enterprise alone.
  var store: JSON {
    guard context.session.state.enterprises.count == 1, let size = context.services.store.size
    else { return .null }
    return ["bytes": .integer(size.bytes), "log_bytes": .integer(size.logBytes)]
  }

  // MARK: Endpoints

  /// What most needs somebody, the most urgent first; endpoints that need nobody are left out.
  func worst(of conditions: [EndpointCondition], limit: Int) -> [EndpointCondition] {
    let ranked = conditions.map { condition in
      let urgency = condition.urgency(at: position)
      return (
        key: (-urgency, -condition.waiting, condition.settled, condition.endpoint.id),
        condition: condition
      )
    }
    return ranked.filter { $0.key.0 < 0 }.sorted { $0.key < $1.key }.prefix(limit).map(\.condition)
  }

  func value(of condition: EndpointCondition) throws -> JSON {
    let waiting =
      condition.waiting > 0 ? try context.session.exceptionSummary(of: condition.endpoint.id) : nil
    let trouble = EndpointTrouble(condition, waiting, isBrand: caller.isBrand)
    var value: JSONObject = [
      "id": .string(context.ids.text(condition.endpoint.id.record, .endpoint)),
      "party": .string(context.ids.text(condition.endpoint.party)),
      "name": .string(name(of: condition.endpoint)),
      "state": .string(condition.standing.name),
      "records_waiting": .integer(Int64(condition.waiting)),
    ]
    if condition.endpoint.scope != .whole {
      value["scope"] = context.representation.tree(of: .endpoint(condition.endpoint))["scope"]
    }
    value["reason"] = trouble?.reason.map { .string($0) }
    value["next_step"] = trouble?.nextStep.map { .string($0) }
    value["next_try"] = trouble?.nextTry.map { .string($0.cutToSecond.rfc3339) }
    if caller.isBrand { value["lag"] = try lag(of: condition, waiting) }
    return .object(value)
  }

  /// As commands take it: the code, behind that of its partner where it is one's.
  private func name(of endpoint: Endpoint) -> String {
    guard caller.isBrand, let id = endpoint.party.partner,
      let partner = context.topology.partners[id]
    else { return endpoint.code.text }
    return "\(partner.code.text)/\(endpoint.code.text)"
  }

  private func lag(of condition: EndpointCondition, _ waiting: ExceptionSummary?) throws -> JSON {
    let oldest = try context.session.oldestUnacknowledged(
      of: condition, waiting, upTo: position, in: caller.enterprise)
    let age = oldest.map { max(0, now.wholeSeconds - $0.wholeSeconds) }
    return [
      "entries": .integer(max(0, position.number - condition.settled.number)),
      "records": condition.due.map { .integer(Int64($0)) } ?? .null,
      "oldest": oldest.map { .string($0.cutToSecond.rfc3339) } ?? .null,
      "runs": .integer(Int64(condition.runs.count)),
      "run_records": .integer(Int64(condition.runs.records)),
      "age_seconds": age.map { .integer($0) } ?? .null,
    ]
  }
}
