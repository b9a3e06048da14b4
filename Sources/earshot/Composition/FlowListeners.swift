import EarshotModel
import EarshotPipeline
import Logging

/// The sockets for flow records. What comes is told by its version, so the ports differ by custom only.
enum FlowListeners {
    static func all(_ settings: Settings, intake: any RecordIntake, logger: Logger) -> [UDPListener] {
        let ports: [(key: String, transport: SourceAddress.Transport)] = [
            ("flows.netflowPort", .netflow), ("flows.ipfixPort", .ipfix), ("flows.sflowPort", .sflow),
        ]
        return ports.map { key, transport in
            UDPListener(
                .init(
                    host: settings.text("flows.host"), port: settings.integer(key), transport: transport),
                intake: intake, logger: logger)
        }
    }
}
