internal import EarshotModel

/// OpenSSH's server, all its processes (`sshd`, `sshd-session`, `sshd-auth`, `internal-sftp`).
struct OpenSSHFamily: ShapeFamily {
    static let name = "sshd"
    static let vendor = "OpenBSD"
    static let product = "OpenSSH"
    static let clues: [Clue] = [
        .program("sshd"), .program("sshd-session"), .program("sshd-auth"), .program("internal-sftp"),
        .program("sftp-server"), .start("sshd["), .start("[sshd]: "), .start("Accepted "), .start("Failed "),
        .start("Invalid user"), .start("Connection "), .start("Disconnect"), .start("Received disconnect"),
        .start("Did not receive"), .start("error: maximum auth"), .start("Starting session:"), .start("Close session:"),
        .start("main: sshd: "), .start("Unable to negotiate"), .start("error: Received"), .start("subsystem request"),
        .start("User "), .start("Postponed "), .start("banner exchange"), .start("Bad protocol version"),
        .start("error: PAM: "), .start("fatal: Timeout"), .start("Timeout before"), .start("PAM "),
    ]

    var shapes = ShapeMatcher(OpenSSHShapes.table)

    init(configuration: ParserConfiguration) {}

    static func finish(_ line: Span<UInt8>, _ header: SyslogHeader, _ row: inout EventRow) {
        if row.table == .authentication {
            row.splitDomain()
            row.set(.logonProtocol, "SSH")
            row.set(.targetAppName, "sshd")
        }
        if header.processID > 0 { row.set(.actingProcessId, number: Int64(header.processID)) }
    }

    /// Behind Solaris' `[ID 800047 auth.info] `, a kernel's `kernel:[  970.699396]: `, and `[sshd]: `.
    static func text(_ line: Span<UInt8>, _ start: Int, _ header: inout SyslogHeader) -> Int {
        let end = header.bodyEnd
        if line.has("[sshd]: ", at: start, end) {
            if header.hostStart >= header.bodyStart { header.hostEnd = header.hostStart }
            return start + 8
        }
        if line.has("[ID ", at: start, end), let close = line.find("] ", start, end) { return close + 2 }
        if line.has("kernel:[", at: start, end), let close = line.find("]: ", start, end) { return close + 3 }
        return start
    }
}
