import Wire

/// `weir status`: whether the gateway is up, and whose key is at hand.
enum StatusCommand {
  static let command = ProgramCommand(
    name: "status", summary: "show whether the gateway is up and the key is accepted",
    options: APIClient.options,
    examples: ["weir status --url http://127.0.0.1:8080"]
  ) { told, console in
    try ClientSession(told, console).run { session in
      let health = try session.api.send(.get, "/healthz", body: nil)
      let readiness = try session.api.send(.get, "/readyz", body: nil)
      var status: JSONObject = [
        "url": .string(session.api.base.description), "healthy": .bool(health.isSuccess),
        "ready": .bool(readiness.isSuccess),
      ]
      if told.has("key") {
        status["enterprise"] = try session.api.get("/v1/enterprise").json
      }
      if told.wantsJSON {
        console.say(JSON.object(status))
      } else {
        console.say(FieldList(RecordText.fields(of: .object(status))).lines)
        if !told.has("key") { console.tell("Set WEIR_KEY to see whose gateway it is.") }
      }
      guard health.isSuccess, readiness.isSuccess else {
        throw CommandFailure("the gateway is up but takes no requests now; ask again in a moment")
      }
    }
  }
}
