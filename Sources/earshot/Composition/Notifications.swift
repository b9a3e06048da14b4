import EarshotDetect
import EarshotModel
import EarshotNotify
import EarshotQuery
import EarshotStore
import Foundation
import Logging

/// From settings to channels, and from findings to notices.
extension Settings {
    func notifier(_ ground: Ground, logger: Logger) throws -> Notifier? {
        let channels = try noticeChannels()
        guard !channels.isEmpty else { return nil }
        var configuration = Notifier.Configuration()
        configuration.least = Notice.Urgency(named: text("notify.severity")) ?? .medium
        configuration.digest = Notifier.Configuration.Digest(rawValue: text("notify.digest")) ?? .none
        configuration.digestHour = integer("notify.digestHour")
        let quiet = text("notify.quietHours")
        if !quiet.isEmpty {
            guard let hours = QuietHours(quiet) else {
                throw ConfigurationError("notify.quietHours is \"\(quiet)\". Write it as 22:00-07:00.")
            }
            configuration.quietHours = hours
        }
        let engine = ground.store.engine
        return Notifier(configuration, channels: channels, state: ground.store, logger: logger) { start, end in
            await Digest(engine: engine).text(from: start, to: end)
        }
    }

    private func noticeChannels() throws -> [any NoticeChannel] {
        var channels: [any NoticeChannel] = []
        if !text("notify.ntfy.url").isEmpty {
            guard let ntfy = NtfyChannel(address: text("notify.ntfy.url"), token: text("notify.ntfy.token")) else {
                throw ConfigurationError("notify.ntfy.url needs a server and a topic: https://ntfy.sh/my-home.")
            }
            channels.append(ntfy)
        }
        let webhook = text("notify.webhook.url")
        if !webhook.isEmpty {
            guard let url = URL(string: webhook), url.host() != nil else {
                throw ConfigurationError("notify.webhook.url is \"\(webhook)\". Write an address with http or https.")
            }
            channels.append(WebhookChannel(address: webhook, secret: text("notify.webhook.secret")))
        }
        if !text("notify.mail.host").isEmpty { channels.append(MailChannel(try mail())) }
        if !text("notify.mqtt.host").isEmpty { channels.append(MQTTChannel(mqtt())) }
        return channels
    }

    private func mail() throws -> MailChannel.Configuration {
        let recipients = list("notify.mail.to")
        guard !recipients.isEmpty, (recipients + [text("notify.mail.from")]).allSatisfy(Self.isMailAddress) else {
            throw ConfigurationError("notify.mail needs from and to, mail addresses without names.")
        }
        var mail = MailChannel.Configuration(
            host: text("notify.mail.host"), port: integer("notify.mail.port"),
            security: .init(rawValue: text("notify.mail.security")) ?? .startTLS, from: text("notify.mail.from"),
            to: recipients)
        mail.user = text("notify.mail.user")
        mail.password = text("notify.mail.password")
        return mail
    }

    private static func isMailAddress(_ text: String) -> Bool {
        text.contains("@") && text.unicodeScalars.allSatisfy { $0.value > 32 && $0 != "<" && $0 != ">" }
    }

    private func mqtt() -> MQTTChannel.Configuration {
        var mqtt = MQTTChannel.Configuration(host: text("notify.mqtt.host"), port: integer("notify.mqtt.port"))
        mqtt.usesTLS = text("notify.mqtt.tls") == "true"
        mqtt.user = text("notify.mqtt.user")
        mqtt.password = text("notify.mqtt.password")
        mqtt.topic = text("notify.mqtt.topic")
        return mqtt
    }
}

extension Notice {
    init(_ finding: Finding) {
        let people = finding.details.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
        self.init(
            id: "finding-\(finding.id)-\(finding.occurrences)\(finding.isOver ? "-over" : "")", title: finding.title,
            text: ([finding.description] + people).joined(separator: "\n"),
            urgency: Notice.Urgency(named: finding.severity.rawValue) ?? .medium, seconds: finding.lastSeen,
            facts: finding.details.merging(finding.entities.map { ($0.identifier, $0.value) }) { first, _ in first })
    }
}

/// What a digest says.
struct Digest {
    let engine: any QueryEngine

    func text(from start: Int64, to end: Int64) async -> String {
        let range = "TimeGenerated between (\(moment(start)) .. \(moment(end)))"
        let counts = await rows(
            "NetworkSession | where \(range) | summarize count(), countif(NetworkDirection == 'Outbound'), "
                + "countif(NetworkDirection == 'Inbound' and DvcAction != 'Allow'), dcount(DeviceId)")
        var lines: [String] = []
        if let row = counts.first, row.count == 4 {
            lines.append("\(row[0]) events: \(row[1]) connections out, \(row[2]) attempts refused, \(row[3]) devices.")
        }
        let findings = await rows(
            "Finding | where LastSeen between (\(moment(start)) .. \(moment(end))) and State != 'ignored' "
                + "| project Severity, Title | take 30")
        lines.append(findings.isEmpty ? "Nothing was found." : "Findings:")
        lines += findings.map { "- \($0.joined(separator: ": "))" }
        let talkers = await rows(
            "NetworkSession | where \(range) and NetworkDirection == 'Outbound' and DeviceId > 0 "
                + "| summarize Connections = count() by DeviceName | top 5 by Connections")
        if !talkers.isEmpty {
            lines.append("Most connections: " + talkers.map { $0.joined(separator: " ") }.joined(separator: ", "))
        }
        return lines.joined(separator: "\n")
    }

    private func moment(_ seconds: Int64) -> String {
        "datetime(\(Ticks.from(unixSeconds: seconds).map { KustoValue.datetime($0).text } ?? "1970-01-01"))"
    }

    private func rows(_ query: String) async -> [[String]] {
        let result = try? await engine.run(query, options: QueryOptions())
        return result?.rows.map { $0.map(\.text) } ?? []
    }
}
