import EarshotModel
import EarshotParsing

/// Prints what devices announce of themselves, one JSON object each.
struct AnnouncementPrinter {
    private var reader = DiscoveryReader()

    mutating func print(_ datagram: Span<UInt8>, _ kind: DiscoveryProtocol, from sender: IPAddress) {
        for told in reader.read(datagram, kind) {
            let texts: [(String, String)] = [
                ("sender", "\(sender)"), ("protocol", kind.rawValue), ("name", told.name), ("hostname", told.host),
                ("model", told.model), ("server", told.server),
            ]
            let lists: [(String, [String])] = [
                ("addresses", told.addresses.map(\.description)), ("services", told.services),
            ]
            var members = texts.filter { !$0.1.isEmpty }.map { "\"\($0.0)\":\(KustoValue.string($0.1).json)" }
            for (name, list) in lists where !list.isEmpty {
                members.append("\"\(name)\":[\(list.map { KustoValue.string($0).json }.joined(separator: ","))]")
            }
            Swift.print("{\(members.joined(separator: ","))}")
        }
    }
}
