package import AdapterKit
import Domain
import Wire

/// Holds an adapter against recorded exchanges.
package struct ExchangeRunner: Sendable {
  private let adapter: any Adapter

  package init(_ adapter: any Adapter) {
    self.adapter = adapter
  }

  /// What the adapter does otherwise than the file says, in plain words; empty if nothing.
  ///
  /// Stops at the first step that goes another way, for nothing after it can be compared.
  package func differences(from file: ExchangeFile) -> [String] {
    guard file.adapter == adapter.name.text else {
      return ["the file is about \(file.adapter), this is \(adapter.name)"]
    }
    let problems = adapter.problems(in: file.given.target.settings)
    guard problems.isEmpty else {
      return problems.map { "the settings are refused: \($0.pointer) \($0.message)" }
    }
    var answer: (Answer, Timestamp?)?
    for (index, step) in file.steps.enumerated() {
      let verdict = adapter.step(input(file, answer))
      let differences = Self.differences(of: verdict, from: step.request, number: index + 1)
      guard differences.isEmpty else { return differences }
      answer = (step.answer, step.answeredAt)
    }
    return Self.differences(of: adapter.step(input(file, answer)), from: file.verdict)
  }

  private func input(_ file: ExchangeFile, _ answer: (Answer, Timestamp?)?) -> Step {
    Step(
      events: file.given.events, target: file.given.target, memory: file.given.memory,
      nonce: file.given.nonce, now: answer?.1 ?? file.given.now, answer: answer?.0)
  }

  private static func differences(
    of verdict: Verdict, from expected: HTTPRequest, number: Int
  ) -> [String] {
    guard case .send(let request) = verdict else {
      return ["step \(number) should send a request, but the verdict is \(verdict)"]
    }
    var found: [String] = []
    func compare(_ what: String, _ mine: String, _ theirs: String) {
      guard mine != theirs else { return }
      found.append("step \(number): the \(what) is \(mine), not \(theirs)")
    }
    compare("method", request.method.name, expected.method.name)
    compare("url", request.url.description, expected.url.description)
    compare("fields", lines(of: request.fields), lines(of: expected.fields))
    compare("body", text(of: request.body), text(of: expected.body))
    return found
  }

  private static func differences(of verdict: Verdict, from expected: ExpectedVerdict) -> [String] {
    let (kind, notBefore, remember, reason) = parts(of: verdict)
    var found: [String] = []
    if kind != expected.kind {
      found.append("the verdict is \(kind?.rawValue ?? "send"), not \(expected.kind.rawValue)")
    }
    if notBefore != expected.notBefore {
      found.append("not before is \(word(notBefore)), not \(word(expected.notBefore))")
    }
    if remember != expected.remember {
      found.append("remembered is \(word(remember)), not \(word(expected.remember))")
    }
    if let words = expected.reason, !reason.contains(words) {
      found.append("the reason is \"\(reason)\", which does not say \"\(words)\"")
    }
    return found
  }

  private static func parts(
    of verdict: Verdict
  ) -> (ExpectedVerdict.Kind?, notBefore: Timestamp?, remember: JSON?, reason: String) {
    switch verdict {
    case .send: (nil, nil, nil, "")
    case .done(let remember): (.done, nil, remember, "")
    case .retry(let time, let reason): (.retry, time, nil, reason)
    case .pause(let time, let reason): (.pause, time, nil, reason)
    case .refuse(let reason): (.refuse, nil, nil, reason)
    case .disable(let reason): (.disable, nil, nil, reason)
    }
  }

  /// The fields in one order, for theirs is no part of an exchange.
  private static func lines(of fields: HTTPFields) -> String {
    fields.map { "\($0.name.lowercased): \($0.value)" }.sorted().joined(separator: "; ")
  }

  private static func text(of body: [UInt8]) -> String {
    String(validating: body, as: UTF8.self) ?? Hex.encode(body)
  }

  private static func word(_ value: (some CustomStringConvertible)?) -> String {
    value?.description ?? "nothing"
  }
}
