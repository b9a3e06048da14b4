// Any bytes are an announcement of multicast DNS and of SSDP: no crash, and bounds that hold whatever a message claims.
// Built and run by Scripts/fuzz.sh.

import EarshotParsing

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzDiscovery(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: start, count: count))
    var reader = DiscoveryReader()
    for kind in DiscoveryProtocol.allCases {
        for told in reader.read(input.span, kind) { check(told) }
    }
    let counted = reader.counters
    precondition(counted.datagrams.values.reduce(0, +) == DiscoveryProtocol.allCases.count)
    return 0
}

private func check(_ told: Announcement) {
    precondition(told.addresses.count <= 16 && told.services.count <= 256, "more than a message may tell")
    for text in [told.host, told.name, told.model, told.server] + told.services {
        precondition(text.utf8.count <= 3 * 128, "a text that is too long")
        precondition(!text.unicodeScalars.contains { $0.value < 32 || $0.value == 127 }, "a control character")
    }
}
