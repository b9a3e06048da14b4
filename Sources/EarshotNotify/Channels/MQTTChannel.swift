import Foundation
public import NIOSSL

/// A broker of MQTT 3.1.1, with Home Assistant's discovery: the last finding appears there as a sensor by itself.
///
/// Source: Home Assistant documentation, "MQTT discovery".
public struct MQTTChannel: NoticeChannel {
    public struct Configuration: Sendable {
        public var host: String
        public var port: Int
        public var usesTLS = false
        public var user = ""
        public var password = ""
        /// Findings go to `<topic>/finding`.
        public var topic = "earshot"
        /// Home Assistant's prefix; empty: no discovery.
        public var discovery = "homeassistant"
        public var trustRoots = NIOSSLTrustRoots.default
        public init(host: String, port: Int) {
            self.host = host
            self.port = port
        }
    }

    public let name = "mqtt"
    private let configuration: Configuration

    public init(_ configuration: Configuration) { self.configuration = configuration }

    private struct Message: Encodable {
        var id: String
        var title: String
        var text: String
        var severity: String
        var time: String
        var link: String
    }

    public func send(_ notice: Notice) async throws {
        let configuration = configuration
        let body = Array(
            try JSONText.of(
                Message(
                    id: notice.id, title: notice.title, text: notice.text, severity: notice.urgency.name,
                    time: Date(timeIntervalSince1970: Double(notice.seconds)).formatted(.iso8601), link: notice.link)
            ).utf8)
        var messages = [(topic: "\(configuration.topic)/finding", body: body)]
        if !configuration.discovery.isEmpty { messages.insert(try discovery(), at: 0) }
        let all = messages
        try await Dialogue.hold(
            host: configuration.host, port: configuration.port, tls: configuration.usesTLS,
            trusting: configuration.trustRoots
        ) { dialogue in
            try await Self.connect(&dialogue, configuration)
            for (index, message) in all.enumerated() {
                // Retained, so that a program that starts later knows the last one too.
                try await Self.publish(message.topic, message.body, UInt16(index + 1), &dialogue)
            }
            try await dialogue.write(MQTTPacket.disconnect)
        }
    }

    private static func connect(_ dialogue: inout Dialogue, _ configuration: Configuration) async throws {
        try await dialogue.write(
            MQTTPacket.connect(client: "earshot", user: configuration.user, password: configuration.password))
        let answer = try await dialogue.bytes(4)
        guard answer[0] == 0x20, answer[1] == 2 else {
            throw DeliveryError("\(configuration.host) does not speak MQTT 3.1.1.", isPassing: false)
        }
        switch answer[3] {
        case 0: return
        case 3: throw DeliveryError("The broker \(configuration.host) is not available at the moment.")
        case 4, 5: throw DeliveryError("The broker \(configuration.host) refuses user and password.", isPassing: false)
        default:
            throw DeliveryError("The broker \(configuration.host) refuses with code \(answer[3]).", isPassing: false)
        }
    }

    private static func publish(
        _ topic: String, _ body: [UInt8], _ number: UInt16, _ dialogue: inout Dialogue
    ) async throws {
        try await dialogue.write(MQTTPacket.publish(topic, body, number: number, isRetained: true))
        let answer = try await dialogue.bytes(4)
        guard answer == [0x40, 2, UInt8(number >> 8), UInt8(number & 255)] else {
            throw DeliveryError("The broker did not confirm a message to \(topic).")
        }
    }

    private struct Sensor: Encodable {
        var name = "Last finding"
        var unique_id: String
        var state_topic: String
        var value_template = "{{ value_json.title[:250] }}"
        var json_attributes_topic: String
        var icon = "mdi:shield-alert"
        var device: Device
    }
    private struct Device: Encodable {
        var identifiers: [String]
        var name = "Earshot"
        var manufacturer = "Earshot"
    }

    private func discovery() throws -> (topic: String, body: [UInt8]) {
        let topic = "\(configuration.topic)/finding"
        let sensor = Sensor(
            unique_id: "\(configuration.topic)_last_finding", state_topic: topic, json_attributes_topic: topic,
            device: Device(identifiers: [configuration.topic]))
        return (
            "\(configuration.discovery)/sensor/\(configuration.topic)/last_finding/config",
            Array(try JSONText.of(sensor).utf8)
        )
    }
}
