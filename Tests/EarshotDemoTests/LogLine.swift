import Glibc

/// A line of the demo taken apart again, without the product's own parser. C's string search because tests run unoptimized, and
/// there are hundreds of thousands of lines.
struct LogLine {
    let seconds: Int64
    private let terminated: [UInt8]
    let source: String
    let destination: String
    let port: String
    let proto: String
    let isDropped: Bool

    init(_ bytes: [UInt8], _ seconds: Int64) {
        self.seconds = seconds
        terminated = bytes + [0]
        proto = Self.value(" PROTO=", terminated) ?? ""
        source = Self.value(" SRC=", terminated) ?? ""
        destination = Self.value(" DST=", terminated) ?? ""
        port = Self.value(" DPT=", terminated) ?? ""
        isDropped = Self.position("kernel: DROP ", terminated) != nil
    }

    var bytes: ArraySlice<UInt8> { terminated.dropLast() }
    var text: String { String(decoding: bytes, as: UTF8.self) }
    var isFirewall: Bool { !proto.isEmpty }
    func field(_ name: String) -> String? { Self.value(" \(name)=", terminated) }
    func contains(_ text: String) -> Bool { Self.position(text, terminated) != nil }

    /// Where the bytes after the first occurrence of `text` begin. `line` ends with a NUL.
    private static func position(_ text: String, _ line: [UInt8]) -> Int? {
        line.withUnsafeBufferPointer { line in
            guard let base = line.baseAddress else { return nil }
            let start = UnsafeRawPointer(base).assumingMemoryBound(to: CChar.self)
            guard let found = strstr(start, text) else { return nil }
            return UnsafePointer(found) - start + text.utf8.count
        }
    }

    private static func value(_ name: String, _ line: [UInt8]) -> String? {
        guard let start = position(name, line) else { return nil }
        return String(decoding: line[start...].prefix { $0 > 32 }, as: UTF8.self)
    }
}
