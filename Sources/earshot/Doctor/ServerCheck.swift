import AsyncHTTPClient
import EarshotModel
import Foundation
import NIOCore
import NIOHTTP1

/// What a running Earshot says of itself.
struct ServerCheck {
    let server: RunningServer

    var remarks: [Remark] {
        get async {
            do {
                let status = try await server.status()
                return [.fine("server", "Earshot \(status.version) at \(server.url), since \(status.startedAt)")]
                    + status.listeners.map(Self.remark) + Self.losses(status) + Self.senders(status)
                    + status.notices.map { .attention("notice", $0, remedy: "See docs/operating.md.") }
            } catch {
                return [
                    .broken(
                        "server", "the Earshot at \(server.url) does not answer: \(error)",
                        remedy: "Look at its log, and start it again.")
                ]
            }
        }
    }

    private static func remark(_ listener: ServerStatus.Listener) -> Remark {
        let subject = "port \(listener.port)/\(listener.protocol)"
        return listener.state == "listening"
            ? .fine(subject, "listening")
            : .broken(subject, listener.reason ?? listener.state, remedy: "Free the port, or choose another.")
    }

    private static func losses(_ status: ServerStatus) -> [Remark] {
        let counters = status.counters
        var remarks: [Remark] = counters.dropped.sorted { $0.key < $1.key }.map { reason, count in
            .attention("losses", "\(count) dropped: \(reason)", remedy: "docs/operating.md says what the reason means.")
        }
        if remarks.isEmpty { remarks = [.fine("losses", "none of \(counters.received) lines dropped")] }
        return remarks
    }

    private static func senders(_ status: ServerStatus) -> [Remark] {
        guard !status.sources.isEmpty else {
            return [
                .attention(
                    "senders", "nothing has arrived since the start",
                    remedy: "Point the router's remote syslog at this machine; the first page says how.")
            ]
        }
        return status.sources.map { remark($0, now: Date()) }
    }

    static func remark(_ source: ServerStatus.Source, now: Date) -> Remark {
        let subject = "sender \(source.address)"
        let share = source.events > 0 ? 100 * source.recognized / source.events : 100
        let text = "\(source.events) lines, \(share) % understood (\(source.family.isEmpty ? "?" : source.family))"
        if let last = try? Date(source.lastSeen, strategy: .iso8601), now.timeIntervalSince(last) > 86_400 {
            let hours = Int(now.timeIntervalSince(last) / 3600)
            return .attention(
                subject, "\(text), silent for \(hours) hours", remedy: "Look whether the device still sends.")
        }
        if let clock = source.clockRemark {
            return .attention(subject, text, remedy: clock)
        }
        if source.events >= 100, share < 50 {
            return .attention(
                subject, text,
                remedy: "Look at its lines: earshot query 'Syslog | where HostName == \"\(source.host)\"'")
        }
        return .fine(subject, text)
    }
}

extension RunningServer {
    func status() async throws -> ServerStatus {
        var request = HTTPClientRequest(url: url + "/api/v1/status")
        request.headers.add(name: "authorization", value: "Bearer \(token)")
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(10))
        let bytes = try await response.body.collect(upTo: 16 << 20)
        return try JSONDecoder().decode(ServerStatus.self, from: Data(bytes.readableBytesView))
    }
}
