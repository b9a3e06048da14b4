import EarshotModel
import Glibc

/// Where a running Earshot answers. The file is written by `earshot serve` and says so only while it runs.
struct RunningServer: Sendable {
    let url: String
    /// Proves that the asker may read the data directory.
    let token: String
    /// The certificate that it shows, where it speaks TLS.
    var certificate: String?

    private static func path(_ directory: String) -> String { directory + "/server.json" }

    static func find(_ directory: String) -> RunningServer? {
        guard let text = readFile(path(directory)) else { return nil }
        let object = JSONObject(text)
        guard let url = object.text("url"), let token = object.text("token"),
            let process = object["pid"].flatMap(Int32.init), let birth = object.text("birth"),
            birth == Self.birth(of: process)
        else { return nil }
        return RunningServer(url: url, token: token, certificate: object.text("certificate"))
    }

    /// When a process began, so that it can be told from a later one: after a crash the file stays, and the number may
    /// belong to anybody. nil when there is no such process.
    private static func birth(of process: Int32) -> String? {
        // The program's name is in parentheses and can hold anything; the 22nd field is the 20th behind it.
        guard let text = readFile("/proc/\(process)/stat"), let end = text.lastIndex(of: ")") else { return nil }
        let fields = text[end...].dropFirst().split(separator: " ")
        guard fields.count > 19 else { return nil }
        let boot = readFile("/proc/sys/kernel/random/boot_id")?.filter { !$0.isWhitespace } ?? ""
        return "\(boot)/\(fields[19])"
    }

    func announce(_ directory: String) throws {
        var members = [
            "\"url\":\(JSONText.quoted(url))", "\"token\":\(JSONText.quoted(token))", "\"pid\":\(getpid())",
            "\"birth\":\(JSONText.quoted(Self.birth(of: getpid()) ?? ""))",
        ]
        if let certificate { members.append("\"certificate\":\(JSONText.quoted(certificate))") }
        try PrivateFile.write("{\(members.joined(separator: ","))}\n", Self.path(directory))
    }

    static func withdraw(_ directory: String) { unlink(path(directory)) }

    static func makeToken() -> String {
        var generator = SystemRandomNumberGenerator()
        return (0..<4).map { _ in String(generator.next() as UInt64, radix: 16) }.joined()
    }
}
