/// Packets of MQTT 3.1.1 (OASIS, 2014) as far as a publisher needs them.
enum MQTTPacket {
    static func connect(client: String, user: String, password: String) -> [UInt8] {
        var flags: UInt8 = 0b10  // clean session
        var payload = text(client)
        if !user.isEmpty {
            flags |= 0b1000_0000
            payload += text(user)
            if !password.isEmpty {
                flags |= 0b0100_0000
                payload += text(password)
            }
        }
        return packet(0x10, text("MQTT") + [4, flags, 0, 60] + payload)
    }

    /// At least once (QoS 1).
    static func publish(_ topic: String, _ message: [UInt8], number: UInt16, isRetained: Bool) -> [UInt8] {
        packet(0x32 | (isRetained ? 1 : 0), text(topic) + [UInt8(number >> 8), UInt8(number & 255)] + message)
    }

    static let disconnect: [UInt8] = [0xe0, 0]

    private static func packet(_ kind: UInt8, _ body: [UInt8]) -> [UInt8] {
        var length: [UInt8] = []
        var rest = body.count
        repeat {
            length.append(UInt8(rest % 128) | (rest >= 128 ? 128 : 0))
            rest /= 128
        } while rest > 0
        return [kind] + length + body
    }

    /// At most 65,535 bytes.
    private static func text(_ text: String) -> [UInt8] {
        let bytes = Array(text.utf8.prefix(65_535))
        return [UInt8(bytes.count >> 8), UInt8(bytes.count & 255)] + bytes
    }
}
