/// Wraps text as zlib or gzip without making it smaller: stored blocks, which every decompressor reads, and which is what
/// Kusto writes too for texts that do not compress.
enum Deflate {
    static func zlib(_ bytes: [UInt8]) -> [UInt8] {
        [0x78, 0x01] + stored(bytes) + bigEndian(adler32(bytes))
    }

    static func gzip(_ bytes: [UInt8]) -> [UInt8] {
        let header: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]
        return header + stored(bytes) + bigEndian(crc32(bytes)).reversed()
            + bigEndian(UInt32(truncatingIfNeeded: bytes.count)).reversed()
    }

    private static func stored(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var at = 0
        repeat {
            let block = bytes[at..<min(at + 65_535, bytes.count)]
            at += block.count
            let count = UInt16(block.count)
            result += [
                at == bytes.count ? 1 : 0, UInt8(count & 255), UInt8(count >> 8), UInt8(~count & 255),
                UInt8(~count >> 8),
            ]
            result += block
        } while at < bytes.count
        return result
    }

    private static func bigEndian(_ x: UInt32) -> [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: x >> $0) } }

    private static func adler32(_ bytes: [UInt8]) -> UInt32 {
        var (a, b): (UInt32, UInt32) = (1, 0)
        for byte in bytes {
            a = (a + UInt32(byte)) % 65_521
            b = (b + a) % 65_521
        }
        return b << 16 | a
    }

    private static func crc32(_ bytes: [UInt8]) -> UInt32 {
        var crc = ~UInt32(0)
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
        }
        return ~crc
    }
}
