import Testing

@testable import Gateway

@Suite struct BoundedCacheTests {
  @Test(arguments: [2, 3, 10, 64])
  func `it never holds more than its limit`(limit: Int) {
    var cache = BoundedCache<Int, Int>(limit: limit)
    for number in 0..<(limit * 5) {
      cache.keep(number, of: number)
      #expect(cache.count <= limit)
      #expect(cache.value(of: number) == number)
      _ = cache.value(of: number / 2)
      #expect(cache.count <= limit)
    }
  }

  @Test func `what is used stays, and what is not goes`() {
    var cache = BoundedCache<Int, Int>(limit: 8)
    for number in 0..<100 {
      cache.keep(number, of: number)
      #expect(cache.value(of: 0) == 0)
    }
    #expect(cache.value(of: 50) == nil)
  }

  @Test func `a replaced value never comes back`() {
    var cache = BoundedCache<Int, String>(limit: 4)
    cache.keep("old", of: 0)
    // Moves the old value into the elder half.
    cache.keep("", of: 1)
    cache.keep("", of: 2)
    cache.keep("new", of: 0)
    for number in 3..<20 {
      cache.keep("", of: number)
      #expect(cache.value(of: 0) == "new")
    }
  }

  @Test(arguments: 0..<8)
  func `a removed value is gone from either half`(number: Int) {
    var cache = BoundedCache<Int, Int>(limit: 8)
    for number in 0..<8 { cache.keep(number, of: number) }
    cache.remove(number)
    #expect(cache.value(of: number) == nil)
  }
}
