import Testing
import Wire

@Suite struct IPAddressTests {
  @Test(arguments: [
    ("0.0.0.0", "0.0.0.0"), ("255.255.255.255", "255.255.255.255"), ("::", "::"), ("::1", "::1"),
    ("2001:0DB8:0000::0001", "2001:db8::1"), ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),
    ("2001:0:0:1:0:0:0:1", "2001:0:0:1::1"), ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
    ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"), ("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"),
    ("::ffff:1.2.3.4", "::ffff:1.2.3.4"), ("::FFFF:102:304", "::ffff:1.2.3.4"),
    ("64:ff9b::1.2.3.4", "64:ff9b::102:304"), ("1::", "1::"),
  ])
  func `an address has one text`(text: String, canonical: String) throws {
    let address = try #require(IPAddress(text))
    #expect(address.description == canonical)
    #expect(IPAddress(canonical) == address)
    #expect(IPAddress(bytes: address.bytes) == address)
  }

  @Test(arguments: [
    "", "1.2.3", "1.2.3.4.5", "1.2.3.256", "01.2.3.4", "1.2.3.4 ", "1..3.4", "0x1.2.3.4", "1",
    ":", ":::", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3", "1:2:3:4:5:6:7::8", "12345::",
    "::g", ":1:2:3:4:5:6:7", "1:2:3:4:5:6:7:", "fe80::1%eth0", "[::1]", "::1.2.3", "1.2.3.4::",
    "::1.2.3.4:5", "1:2:3:4:5:6:7:1.2.3.4",
  ])
  func `anything else is refused`(text: String) {
    #expect(IPAddress(text) == nil)
  }

  @Test(arguments: [0, 3, 5, 15, 17])
  func `bytes are four or sixteen`(count: Int) {
    #expect(IPAddress(bytes: [UInt8](repeating: 1, count: count)) == nil)
  }

  @Test(
    arguments: [
      ("8.8.8.8", .global), ("100.63.255.255", .global), ("100.128.0.0", .global),
      ("172.15.255.255", .global), ("172.32.0.0", .global), ("198.20.0.0", .global),
      ("0.0.0.0", .unspecified), ("0.1.2.3", .reserved), ("10.255.0.1", .privateUse),
      ("100.64.0.1", .shared), ("100.127.255.255", .shared), ("127.9.9.9", .loopback),
      ("169.254.169.254", .linkLocal), ("172.16.0.0", .privateUse), ("172.31.255.255", .privateUse),
      ("192.0.0.1", .reserved), ("192.0.2.1", .documentation), ("192.168.1.1", .privateUse),
      ("198.18.0.1", .benchmarking), ("198.19.255.255", .benchmarking),
      ("198.51.100.7", .documentation), ("203.0.113.7", .documentation), ("224.0.0.1", .multicast),
      ("240.0.0.1", .reserved), ("255.255.255.255", .reserved),
      ("2606:4700::1", .global), ("::", .unspecified), ("::1", .loopback), ("fe80::1", .linkLocal),
      ("febf::1", .linkLocal), ("fec0::1", .privateUse), ("fc00::1", .uniqueLocal),
      ("fdff::1", .uniqueLocal), ("ff02::1", .multicast), ("2001:db8::1", .documentation),
      ("3fff:fff::1", .documentation), ("3fff:1000::1", .global), ("2001:2::1", .benchmarking),
      ("2001:100::1", .reserved), ("2001:200::1", .global), ("100::1", .reserved),
      ("4000::1", .reserved), ("5f00::1", .reserved),
      ("::ffff:8.8.8.8", .global), ("::ffff:127.0.0.1", .loopback),
      ("::ffff:169.254.169.254", .linkLocal), ("::8.8.8.8", .reserved), ("::127.0.0.1", .loopback),
      ("64:ff9b::8.8.8.8", .global), ("64:ff9b::10.0.0.1", .privateUse),
      ("64:ff9b:1::8.8.8.8", .privateUse), ("64:ff9b:1::127.0.0.1", .loopback),
      ("2002:808:808::1", .global), ("2002:7f00:1::1", .loopback), ("2002:a00:1::", .privateUse),
      ("2001:0:808:808::f7f7:f7f7", .global), ("2001:0:a00:1::f7f7:f7f7", .privateUse),
      ("2001:0:808:808::80ff:fffe", .loopback),
    ] as [(String, AddressScope)])
  func `an address has the scope of what it leads to`(text: String, scope: AddressScope) {
    #expect(IPAddress(text)?.scope == scope)
  }
}

@Suite struct CIDRTests {
  @Test(arguments: [
    ("10.0.0.0/8", "10.255.255.255", true), ("10.0.0.0/8", "11.0.0.0", false),
    ("0.0.0.0/0", "255.1.2.3", true), ("0.0.0.0/0", "::", false), ("::/0", "ffff::", true),
    ("1.2.3.4", "1.2.3.4", true), ("1.2.3.4/32", "1.2.3.5", false), ("::1", "::1", true),
    ("::1/128", "::2", false), ("fd00::/8", "fdff::1", true), ("fd00::/8", "fe00::1", false),
    ("::/0", "1.2.3.4", false),
  ])
  func `a network contains its addresses`(network: String, text: String, result: Bool) throws {
    let address = try #require(IPAddress(text))
    #expect(try CIDR(parsing: network).contains(address) == result)
  }

  @Test(
    arguments: [
      ("", CIDRError.Reason.invalidAddress), ("x/8", .invalidAddress),
      ("10.0.0/8", .invalidAddress),
      ("10.0.0.0/", .invalidLength), ("10.0.0.0/33", .invalidLength), ("::/129", .invalidLength),
      ("10.0.0.0/-1", .invalidLength), ("10.0.0.0/08", .invalidLength),
      ("10.0.0.0/8/8", .invalidLength), ("10.0.0.1/8", .hostBits), ("::1/127", .hostBits),
    ] as [(String, CIDRError.Reason)])
  func `anything else is refused with its reason`(text: String, reason: CIDRError.Reason) {
    let error = #expect(throws: CIDRError.self) { try CIDR(parsing: text) }
    #expect(error?.reason == reason)
  }

  @Test func `the text can be read again`() throws {
    #expect(try CIDR(parsing: "FD00::/8").description == "fd00::/8")
    #expect(try CIDR(parsing: "1.2.3.4").description == "1.2.3.4/32")
  }
}

@Suite struct EgressPolicyTests {
  @Test(arguments: [
    ("8.8.8.8", true), ("::ffff:8.8.8.8", true), ("10.1.2.3", true), ("::ffff:10.1.2.3", true),
    ("::1", true), ("127.0.0.1", false), ("::ffff:127.0.0.1", false), ("169.254.169.254", false),
    ("64:ff9b::10.1.2.3", false), ("2002:a01:203::1", false), ("::10.1.2.3", false),
    ("192.168.0.1", false), ("fd00::1", false),
  ])
  func `global and allowed addresses are permitted`(text: String, result: Bool) throws {
    let allowed = [try CIDR(parsing: "10.0.0.0/8"), try CIDR(parsing: "::1/128")]
    let address = try #require(IPAddress(text))
    #expect(EgressPolicy(allowed: allowed).permits(address) == result)
  }

  @Test func `nothing is allowed unless it is said`() {
    #expect(!EgressPolicy.globalOnly.permits(.v4(0x0A00_0001)))
    #expect(EgressPolicy.globalOnly.permits(.v4(0x0808_0808)))
  }
}
