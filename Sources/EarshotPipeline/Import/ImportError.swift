/// Why a file cannot be imported, or not to its end, and what to do about it.
///
///     cannot import router.log.2.gz to its end: it is damaged at byte 52341 (gzip: invalid distance too far back).
///     1203 whole lines before that place were imported. Get an intact copy and import it again: lines that are already
///     there are recognized and not stored twice.
public struct ImportError: Error, Hashable, CustomStringConvertible {
    public enum Reason: Sendable, Hashable {
        case notFound
        case isDirectory
        case notPermitted
        /// The compressed content is broken at `offset` bytes into the file; `lines` whole lines before it are in.
        case damaged(offset: Int64, lines: Int64, detail: String)
        /// Something else than text: a format known to us with the command that makes text of it, or nil.
        case notText(ForeignFormat?)
        /// A capture without a flow datagram in it.
        case noFlows
        /// A capture larger than what is read of one.
        case tooLarge
        /// In the words of the system.
        case system(code: Int32, message: String)
    }

    public var reason: Reason
    /// The path as it was given, or `standard input`.
    public var file: String

    init(_ reason: Reason, _ file: String) {
        self.reason = reason
        self.file = file
    }

    public var description: String { "\(what): \(cause).\n\(remedy)" }

    private var what: String {
        if case .damaged = reason { return "cannot import \(file) to its end" }
        return "cannot import \(file)"
    }

    private var cause: String {
        switch reason {
        case .notFound: "there is no such file"
        case .isDirectory: "it is a directory"
        case .notPermitted: "it may not be read by this user"
        case .damaged(let offset, _, let detail): "it is damaged at byte \(offset) (\(detail))"
        case .notText(let format?): "it is \(format.name), not lines of text"
        case .notText(nil): "it is binary data, not lines of text"
        case .noFlows: "it is a packet capture without NetFlow, IPFIX, sFlow, mDNS or SSDP in it"
        case .tooLarge: "it is a packet capture of more than 512 MB"
        case .system(_, let message): message
        }
    }

    private var remedy: String {
        switch reason {
        case .notFound: "Check the path; a shell pattern that matches nothing is passed on as it stands."
        case .isDirectory: "Name the files in it: earshot import \(file.hasSuffix("/") ? file : file + "/")*"
        case .notPermitted: "Give this user permission to read it, or pass it on: sudo cat \(file) | earshot import -"
        case .damaged(_, let lines, _):
            """
            \(lines) whole lines before that place were imported. Get an intact copy and import it again: lines that \
            are already there are recognized and not stored twice.
            """
        case .notText(let format?): "Convert it on the way: \(format.command(file)) | earshot import -"
        case .notText(nil):
            "If it is a log that a crash has filled with NUL bytes: tr -d '\\000' < \(file) | earshot import -"
        case .noFlows: "Import a capture of what a flow exporter sends; of other traffic, the text: tcpdump -nr \(file)"
        case .tooLarge: "Cut it into parts and import those: tcpdump -r \(file) -w part -C 400"
        case .system: "Check the disk or the mount it is on; what was read before is imported."
        }
    }
}

/// Formats that people try to import and that we do not read.
public enum ForeignFormat: String, Sendable, Hashable, CaseIterable {
    case xz, bzip2, lz4, zip, tar, journal

    static func detect(_ head: [UInt8]) -> ForeignFormat? {
        allCases.first { format in
            let magic = format.magic
            return head.dropFirst(magic.offset).starts(with: magic.bytes)
        }
    }

    private var magic: (offset: Int, bytes: [UInt8]) {
        switch self {
        case .xz: (0, [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0])
        case .bzip2: (0, Array("BZh".utf8))
        case .lz4: (0, [0x04, 0x22, 0x4d, 0x18])
        case .zip: (0, [0x50, 0x4b, 0x03, 0x04])
        case .tar: (257, Array("ustar".utf8))
        case .journal: (0, Array("LPKSHHRH".utf8))
        }
    }

    var name: String {
        switch self {
        case .xz, .bzip2, .lz4: "compressed with \(rawValue)"
        case .zip, .tar: "a \(rawValue) archive"
        case .journal: "a systemd journal"
        }
    }

    func command(_ file: String) -> String {
        switch self {
        case .xz, .bzip2, .lz4: "\(rawValue) -dc \(file)"
        case .zip: "unzip -p \(file)"
        case .tar: "tar -xOf \(file)"
        case .journal: "journalctl --file \(file) -o short-iso"
        }
    }
}
