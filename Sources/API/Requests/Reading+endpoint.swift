import AdapterKit
import Domain
import Views
import Wire

extension Reading<HTTPURL> {
  static var url: Reading { .made { try HTTPURL(parsing: $0) } }
}

extension Reading<AdapterName> {
  /// One of the adapters that run here.
  static func adapter(_ services: Services) -> Reading {
    Reading { input in
      let match = services.adapters.keys.first { $0.text == input.value.string }
      let names = services.adapters.keys.map { "\"\($0.text)\"" }.sorted()
      return match ?? input.fail("must be one of " + names.joined(separator: ", "))
    }
  }
}

extension Reading<JSON> {
  /// Settings that the adapter can use.
  static func settings(of adapter: AdapterName, _ services: Services) -> Reading {
    Reading { input in
      guard input.value.object != nil else { return input.fail("must be an object") }
      let problems = services.adapters[adapter]?.problems(in: input.value) ?? []
      for problem in problems {
        let pointer = JSONPointer(input.pointer.tokens + problem.pointer.tokens)
        input.problems.add(pointer, problem.message)
      }
      return problems.isEmpty ? input.value : nil
    }
  }
}

extension Reading<Endpoint.Scope> {
  /// What is left out is not narrowed; null is the whole view.
  static func endpointScope(_ ids: PartyIDs) -> Reading {
    Reading { input in
      guard !input.value.isNull else { return .whole }
      guard var members = ObjectReader(input) else { return nil }
      let kinds = members.optional("kinds", .part(.word(Endpoint.Scope.allKinds, \.name)))
      let purposes = members.optional("purposes", .part(.purpose))
      let chains: Set<ChainID>? = members.optional("chains", .part(.id(.chain, ids)))
      members.end()
      return Endpoint.Scope(kinds: kinds, purposes: purposes, chains: chains)
    }
  }
}

extension Reading {
  /// Some of what there is: at least one, each once.
  fileprivate static func part<Element>(_ element: Reading<Element>) -> Reading
  where Value == Set<Element> {
    Reading { input in
      guard let list = Reading<[Element]>.list(element).read(input) else { return nil }
      guard !list.isEmpty else {
        return input.fail("is empty, so that nothing would be told; leave it out for all")
      }
      guard Set(list).count == list.count else {
        return input.fail("names something twice; keep it once")
      }
      return Set(list)
    }
  }
}

extension Reading<Transport> {
  private static var pushMembers: [String] {
    ["version", "connect_seconds", "total_seconds", "parallel_requests"]
  }

  /// What is left out is as in `standard`.
  static func transport(over standard: Transport) -> Reading {
    Reading { input in
      guard var members = ObjectReader(input) else { return nil }
      let kind = members.optional("kind", .word(Transport.Kind.allCases, \.name))
      let version = members.optional("version", .httpVersion)
      let connect = members.optional("connect_seconds", .integer(1...60))
      let total = members.optional("total_seconds", .integer(1...120))
      let parallel = members.optional("parallel_requests", .integer(1...64))
      members.end()
      guard kind != .pull else {
        for name in pushMembers where members.has(name) {
          members.reject(name, "has no effect where the party asks itself; leave it out")
        }
        return .pull
      }
      do {
        return try Transport(
          version: version ?? standard.version,
          connectSeconds: connect ?? standard.connectSeconds,
          totalSeconds: total ?? standard.totalSeconds,
          parallelRequests: parallel ?? standard.parallelRequests)
      } catch {
        return input.fail("\(error)")
      }
    }
  }
}
