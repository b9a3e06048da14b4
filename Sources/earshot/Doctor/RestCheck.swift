import EarshotModel
import EarshotPipeline
import EarshotQuery
import EarshotStore
import Glibc
import Logging

/// What can be seen while no Earshot runs on the data directory: its database, and whether the ports are free.
struct RestCheck {
    let directory: String
    let settings: Settings

    var remarks: [Remark] {
        get async {
            var remarks: [Remark] = [
                .attention("server", "not running on this data directory", remedy: "Start it with `earshot serve`.")
            ]
            if access(directory + "/" + Store.fileName, F_OK) == 0 { remarks.append(await database()) }
            return remarks + ports + [password]
        }
    }

    private func database() async -> Remark {
        var configuration = Store.Configuration(directory: directory)
        configuration.readOnly = true
        configuration.memoryLimit = 256_000_000
        do {
            let engine = try Store(configuration).engine
            let result = try await engine.run(
                "union NetworkSession, Dns, Syslog | summarize Events = count(), Newest = max(TimeGenerated)",
                options: .init())
            let row = (result.rows.first ?? []).map(\.text)
            guard row.count == 2, row[0] != "0" else { return .fine("database", "opens; it is empty") }
            return .fine("database", "opens; \(row[0]) events, the newest of \(row[1])")
        } catch {
            return .broken(
                "database", "\(error)", remedy: "Bring back a copy, or move \(Store.fileName) away and import again.")
        }
    }

    private var ports: [Remark] {
        let host = settings.text("syslog.host")
        return [
            port(.udp, "syslog.udpPort", host), port(.tcp, "syslog.tcpPort", host), port(.tcp, "syslog.tlsPort", host),
            port(.tcp, "web.port", settings.text("web.host")),
        ]
    }

    private func port(_ transport: PortProbe.Transport, _ key: String, _ host: String) -> Remark {
        let number = settings.integer(key)
        let subject = "port \(number)/\(transport.rawValue)"
        guard let failure = PortProbe.failure(transport, host: host, port: number) else {
            return .fine(subject, "free for \(key)")
        }
        return .broken(subject, failure, remedy: "Free it, or set \(key) to another.")
    }

    private var password: Remark {
        let host = settings.text("web.host")
        let isLoopback = host == "::1" || host == "localhost" || host.hasPrefix("127.")
        if isLoopback || PasswordFile.read(directory) != nil { return .fine("page's address", host) }
        return .broken(
            "page's address", "web.host is \(host), but there is no password", remedy: "Set one with `earshot passwd`.")
    }
}
