/// What is in a ZIP archive, from the directory at its end (PKWARE APPNOTE 4.3.12, 4.3.16). Without ZIP64 and encryption.
struct ZipArchive {
    struct File {
        let name: String
        /// 0: stored, 8: DEFLATE.
        let method: Int
        fileprivate let size: Int
        fileprivate let header: Int
    }

    private let bytes: [UInt8]
    private(set) var files: [File] = []

    init?(_ bytes: [UInt8]) {
        self.bytes = bytes
        guard let end = Self.end(of: bytes), let count = number(end + 10, 2), var at = number(end + 16, 4) else {
            return nil
        }
        for _ in 0..<count {
            guard number(at, 4) == 0x0201_4B50, let flags = number(at + 8, 2), flags & 1 == 0,
                let method = number(at + 10, 2), let size = number(at + 20, 4), let length = number(at + 28, 2),
                let extra = number(at + 30, 2), let comment = number(at + 32, 2), let header = number(at + 42, 4),
                at + 46 + length <= bytes.count
            else { return nil }
            let name = String(decoding: bytes[(at + 46)..<(at + 46 + length)], as: UTF8.self)
            if !name.hasSuffix("/") { files.append(File(name: name, method: method, size: size, header: header)) }
            at += 46 + length + extra + comment
        }
    }

    /// As it is packed.
    func content(of file: File) -> ArraySlice<UInt8>? {
        guard number(file.header, 4) == 0x0403_4B50, let length = number(file.header + 26, 2),
            let extra = number(file.header + 28, 2)
        else { return nil }
        let start = file.header + 30 + length + extra
        guard start + file.size <= bytes.count else { return nil }
        return bytes[start..<(start + file.size)]
    }

    /// The last record may be followed by a comment of up to 64 kB.
    private static func end(of bytes: [UInt8]) -> Int? {
        guard bytes.count >= 22 else { return nil }
        let first = max(0, bytes.count - 22 - 65_535)
        return (first...(bytes.count - 22)).last {
            bytes[$0] == 0x50 && bytes[$0 + 1] == 0x4B && bytes[$0 + 2] == 5 && bytes[$0 + 3] == 6
        }
    }

    /// Little-endian.
    private func number(_ at: Int, _ count: Int) -> Int? {
        guard at >= 0, at + count <= bytes.count else { return nil }
        return bytes[at..<(at + count)].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
}
