import EarshotModel
import Glibc

/// The program that holds a port, as far as /proc lets us see it (only one's own processes unless root).
public struct PortOwner: Sendable, Hashable {
    /// As in /proc/<process>/comm, at most 15 bytes.
    public var name: String
    public var process: Int

    /// Looks through /proc once; some milliseconds, and only after a failure.
    static func find(_ transport: SourceAddress.Transport, port: Int) -> PortOwner? {
        let sockets = ["/proc/net/\(transport.rawValue)", "/proc/net/\(transport.rawValue)6"]
            .flatMap { inodes(in: text(of: $0), port: port) }
        guard !sockets.isEmpty else { return nil }
        let links = Set(sockets.map { "socket:[\($0)]" })
        // The lowest number first: a child may hold what it has inherited from the program that is meant.
        for process in entries(of: "/proc").compactMap({ Int($0) }).sorted() {
            let folder = "/proc/\(process)/fd"
            if entries(of: folder).contains(where: { links.contains(target(of: "\(folder)/\($0)")) }) {
                let name = text(of: "/proc/\(process)/comm").prefix { $0 != "\n" }
                return PortOwner(name: String(name), process: process)
            }
        }
        return nil
    }

    /// Inodes of the sockets bound to `port` in a table of /proc/net. For TCP only those in state LISTEN (0A); for
    /// UDP an unconnected socket is in state 07.
    static func inodes(in table: String, port: Int) -> [String] {
        table.split(separator: "\n").dropFirst().compactMap { line in
            let fields = line.split(separator: " ", omittingEmptySubsequences: true)
            guard fields.count > 9, fields[3] == "0A" || fields[3] == "07" else { return nil }
            guard let hex = fields[1].split(separator: ":").last, Int(hex, radix: 16) == port else { return nil }
            return String(fields[9])
        }
    }

    private static func entries(of folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            names.append(
                withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) })
        }
        return names
    }

    private static func target(of link: String) -> String {
        withUnsafeTemporaryAllocation(byteCount: 64, alignment: 1) { buffer in
            guard let base = buffer.baseAddress else { return "" }
            let length = readlink(link, base.assumingMemoryBound(to: CChar.self), buffer.count)
            return String(decoding: buffer.prefix(max(length, 0)), as: UTF8.self)
        }
    }

    /// The beginning of a file, at most 1 MiB.
    private static func text(of path: String) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return "" }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        while bytes.count < 1 << 20 {
            let piece = [UInt8](unsafeUninitializedCapacity: 16_384) { buffer, count in
                count = max(read(descriptor, buffer.baseAddress, buffer.count), 0)
            }
            if piece.isEmpty { break }
            bytes += piece
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
