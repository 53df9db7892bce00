/// What `wrk` sends: a program in its own language.
struct LoadScript {
  let name: String
  let text: String

  private static let end = """

    done = function(summary, latency, requests)
      local e = summary.errors
      io.write(string.format("RESULT %d %d %d %d\\n", summary.requests, summary.duration,
        e.status, e.connect + e.read + e.write + e.timeout))
    end

    """

  private static func head(_ key: String, _ paths: [String]) -> String {
    """
    local ids = {\(paths.map { "\"\($0)\"" }.joined(separator: ","))}
    wrk.headers["Authorization"] = "Bearer \(key)"
    local made = {}
    local turn = 0

    """
  }

  /// Reads one contact after another.
  static func reads(_ paths: [String], key: String) -> LoadScript {
    LoadScript(
      name: "reads",
      text: head(key, paths) + """
        init = function()
          for i, path in ipairs(ids) do made[i] = wrk.format("GET", path) end
        end
        request = function()
          turn = turn % #made + 1
          return made[turn]
        end
        """ + end)
  }

  /// Changes the phone number of one contact after another, every time to another number.
  static func writes(_ paths: [String], key: String) -> LoadScript {
    LoadScript(
      name: "writes",
      text: head(key, paths) + """
        wrk.headers["Content-Type"] = "application/json"
        local number = os.time() % 1000000 * 7
        init = function()
          for i, path in ipairs(ids) do
            local whole = wrk.format("PATCH", path, nil, '{"phones":["+49300000000"]}')
            local from = whole:find("0000000\\"", 1, true)
            made[i] = {whole:sub(1, from - 1), whole:sub(from + 7)}
          end
        end
        request = function()
          turn = turn % #made + 1
          number = (number + 1) % 10000000
          local parts = made[turn]
          return parts[1] .. string.format("%07d", number) .. parts[2]
        end
        """ + end)
  }

  /// Changes a thousand contacts by each request.
  static func batches(_ paths: [String], key: String, size: Int) -> LoadScript {
    LoadScript(
      name: "batches",
      text: head(key, paths) + """
        wrk.headers["Content-Type"] = "application/json"
        local size = \(size)
        init = function()
          local base = os.time() % 100000
          for round = 0, 3 do
            for first = 1, #ids - size + 1, size do
              local items = {}
              for i = first, first + size - 1 do
                items[#items + 1] = string.format(
                  '{"method":"PATCH","path":"%s","body":{"phones":["+4930%05d%02d"]}}',
                  ids[i], (base + i) % 100000, round)
              end
              made[#made + 1] = wrk.format("POST", "/v1/batch", nil,
                '{"commands":[' .. table.concat(items, ",") .. ']}')
            end
          end
        end
        request = function()
          turn = turn % #made + 1
          return made[turn]
        end
        """ + end)
  }

  /// Asks for all of these ids of the key's party as another party's, over and over.
  static func translations(_ ids: [String], to party: String, key: String) -> LoadScript {
    let list = ids.map { "\"\($0)\"" }.joined(separator: ",")
    let body =
      #"{"from":{"namespace":"weir"},"to":{"namespace":"weir","party":"\#(party)"},"#
      + #""ids":[\#(list)]}"#
    return posts(
      path: "/v1/ids/translate",
      fields: [("Authorization", "Bearer \(key)"), ("Content-Type", "application/json")],
      body: body)
  }

  /// Sends the same request over and over.
  static func posts(path: String, fields: [(name: String, value: String)], body: String)
    -> LoadScript
  {
    let lines = fields.map { "wrk.headers[\"\($0.name)\"] = \"\($0.value)\"\n" }.joined()
    return LoadScript(
      name: "posts",
      text: lines + """
        local whole
        init = function() whole = wrk.format("POST", "\(path)", nil, [==[\(body)]==]) end
        request = function() return whole end
        """ + end)
  }
}
