import ArgumentParser
import EarshotServer
import Glibc

/// `earshot passwd`: the password of the page.
struct PasswdCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "passwd", abstract: "Set the password of the page, so that it may be reached from other machines.",
        discussion: "Asks twice on a terminal, or takes the first line of standard input.")

    @OptionGroup var common: CommonOptions

    @Flag(help: "Take the password away; the page is then reachable from this machine only.")
    var remove = false

    func run() async throws {
        let directory = try common.settings().path("dataDirectory")
        if remove {
            PasswordFile.remove(directory)
            return complain("The password is removed. Restart Earshot to apply it.")
        }
        let password = try isatty(STDIN_FILENO) == 1 ? ask() : readLine() ?? ""
        guard password.utf8.count >= 8 else {
            complain("The password needs at least 8 characters.")
            throw ExitCode.failure
        }
        try PasswordFile.write(PasswordHash.make(password), directory)
        complain("The password is set. Restart Earshot to apply it; `web.host` in earshot.yaml says who can reach it.")
    }

    private func ask() throws -> String {
        guard let first = getpass("New password: ").map({ String(cString: $0) }),
            let second = getpass("Again: ").map({ String(cString: $0) })
        else { throw ExitCode.failure }
        guard first == second else {
            complain("The two are not the same.")
            throw ExitCode.failure
        }
        return first
    }
}

/// The password's hash, in the data directory, readable by the owner only.
enum PasswordFile {
    private static func path(_ directory: String) -> String { directory + "/password" }

    static func read(_ directory: String) -> String? {
        readFile(path(directory))?.split(whereSeparator: \.isNewline).first.map(String.init)
    }

    static func write(_ hash: String, _ directory: String) throws {
        try PrivateFile.write(hash + "\n", path(directory))
    }

    static func remove(_ directory: String) { unlink(path(directory)) }
}

/// Files that only their owner may read, replaced at once or not at all.
enum PrivateFile {
    static func write(_ text: String, _ path: String) throws {
        let directory = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        if !directory.isEmpty { mkdir(directory, 0o700) }
        let temporary = path + ".new"
        unlink(temporary)
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        guard descriptor >= 0 else { throw failure(path) }
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0,
            rename(temporary, path) == 0
        else { throw failure(path) }
    }

    private static func failure(_ path: String) -> ConfigurationError {
        ConfigurationError("\(path) cannot be written: \(String(cString: strerror(errno))).")
    }
}
