import EarshotModel
import EarshotParsing
import EarshotPipeline
import Logging

/// The sockets that hear what devices announce; none unless they are wanted. They never send anything.
enum DiscoveryListeners {
    static func all(_ settings: Settings, intake: any RecordIntake, logger: Logger) -> [UDPListener] {
        guard settings.text("discovery.listen") == "true" else { return [] }
        return DiscoveryProtocol.allCases.map { kind in
            var configuration = UDPListener.Configuration(
                host: kind.group.description, port: kind.port, receiveBufferBytes: 1 << 20, transport: kind.transport)
            configuration.interfaces = settings.list("discovery.interfaces").compactMap { IPAddress($0) }
            return UDPListener(configuration, intake: intake, logger: logger)
        }
    }
}

extension DiscoveryProtocol {
    var transport: SourceAddress.Transport {
        switch self {
        case .mdns: .mdns
        case .ssdp: .ssdp
        }
    }

    /// RFC 6762 §3, UPnP Device Architecture 2.0 §1.1.1.
    var group: IPAddress { IPAddress(v4: self == .mdns ? 0xe000_00fb : 0xefff_fffa) }
    var port: Int { self == .mdns ? 5353 : 1900 }
}
