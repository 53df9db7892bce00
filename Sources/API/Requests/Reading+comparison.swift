import Crypto
import Domain
import Views
import Wire

extension Reading<Position> {
  /// The `at` of an event or an answer, as the party was told it; up to the newest one.
  static func position(_ ids: PartyIDs, upTo head: Position) -> Reading {
    Reading { input in
      let position = input.value.string.flatMap { ids.position(at: $0) }
      guard let position, position <= head else {
        return input.fail("must be an `at` that this party was told")
      }
      return position
    }
  }
}

extension Reading<[RangeClaim]> {
  static var claims: Reading {
    Reading { input in
      guard let ranges = input.value.array else { return input.fail("must be an array") }
      guard ranges.count <= mostRanges else {
        return input.fail("has \(ranges.count) ranges, a request at most \(mostRanges)")
      }
      return Reading<[RangeClaim]>.list(.claim).read(input)
    }
  }

  private static var mostRanges: Int { 128 }
}

extension Reading<RangeClaim> {
  /// A range with its count and sum, or with its records.
  static var claim: Reading {
    Reading { input in
      guard var members = ObjectReader(input) else { return nil }
      let range = members.required("prefix", .range)
      let content: RangeClaim.Content?
      if members.has("records") {
        let records = members.required("records", .records(in: range))
        content = records.map { .records($0) }
      } else {
        let count = members.required("count", .integer(0...1_000_000_000))
        let sum = members.required("sum", .digest)
        content = count.flatMap { count in sum.map { .sum(ViewSum(count: count, sum: $0)) } }
      }
      members.end()
      guard let range, let content else { return nil }
      return RangeClaim(range, content)
    }
  }
}

extension Reading<IDRange> {
  fileprivate static var range: Reading {
    Reading { input in
      input.value.string.flatMap { IDRange($0) }
        ?? input.fail("must be a string of at most 32 lower-case hexadecimal digits")
    }
  }
}

extension Reading<Digest> {
  fileprivate static var digest: Reading {
    Reading { input in
      let text = input.value.string.flatMap { text in
        text.utf8.allSatisfy { !(0x41...0x5A).contains($0) } ? text : nil
      }
      return text.flatMap { Hex.decode($0) }.flatMap { Digest(bytes: $0) }
        ?? input.fail("must be 64 lower-case hexadecimal digits")
    }
  }
}

extension Reading<[ClaimedRecord]> {
  fileprivate static func records(in range: IDRange?) -> Reading {
    Reading { input in
      guard let object = input.value.object else { return input.fail("must be an object") }
      var records: [ClaimedRecord] = []
      for member in object {
        let place = input.member(member.name, member.value)
        guard let digest = Reading<Digest>.digest.read(place) else { continue }
        guard let record = ClaimedRecord(id: member.name, digest: digest) else {
          place.problems.add(place.pointer, "is not named by an id")
          continue
        }
        guard range?.contains(record.shown) ?? true else {
          place.problems.add(place.pointer, "is not in the range")
          continue
        }
        records.append(record)
      }
      return records.count == object.count ? records : nil
    }
  }
}

extension Reading<String> {
  static var text: Reading {
    Reading { $0.value.string ?? $0.fail("must be a string") }
  }
}
