import ArgumentParser
import EarshotIntel
import EarshotModel
import Foundation

/// `earshot intel`: what is known to be bad, and by whom.
struct IntelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "intel", abstract: "Threat intelligence: lists, services, and what they say.",
        subcommands: [Feeds.self, Refresh.self, Show.self, Report.self, Block.self])

    struct Feeds: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "The lists and services, and how they fare.")
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let settings = try common.settings()
            guard RunningServer.find(settings.path("dataDirectory")) != nil else {
                for feed in try IntelSources.feeds(settings) {
                    print([feed.id, feed.isEnabled ? "on" : "off", feed.title, feed.location].joined(separator: "\t"))
                }
                return complain("Start `earshot serve` to see how they fare.")
            }
            let status = try JSONDecoder().decode(IntelStatus.self, from: await IntelAPI(settings).send("GET", ""))
            for feed in status.feeds {
                let state = feed.enabled ? feed.state : "off"
                print([feed.id, state, "\(feed.entries)", feed.message].joined(separator: "\t"))
            }
            for service in status.services where service.hasKey {
                print(
                    [service.id, service.state, "\(service.askedToday)/\(service.perDay)", service.message].joined(
                        separator: "\t"))
            }
        }
    }

    struct Refresh: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Fetch all lists now.")
        @OptionGroup var common: CommonOptions

        func run() async throws {
            _ = try await IntelAPI(common.settings()).send("POST", "/refresh")
            complain("The lists are being fetched; `earshot intel feeds` shows how it goes.")
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "What is known of an address, a name or a file's hash.")
        @Argument(help: "The address, name or hash.") var value: String
        @Flag(help: "Ask the services that there are keys for.") var live = false
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let isHash = [32, 40, 64].contains(value.utf8.count) && value.allSatisfy(\.isHexDigit)
            let kind = IPAddress(value) != nil ? "ip" : isHash ? "hash" : "domain"
            let escaped = value.addingPercentEncoding(
                withAllowedCharacters: .alphanumerics.union(.init(charactersIn: ".-_:")))
            let path = "/\(kind)/\(escaped ?? "")\(live ? "?live=true" : "")"
            let report = try JSONDecoder().decode(
                IntelReport.self, from: await IntelAPI(common.settings()).send("GET", path))
            print("\(report.value)\t\(report.risk.rawValue)\t\(report.score)")
            for reason in report.verdict?.reasons ?? [] { print("+ \(reason)") }
            for reason in report.verdict?.suppressions ?? [] { print("- \(reason)") }
            for lookup in report.lookups {
                print("\(lookup.service)\t\(lookup.score.map(String.init) ?? "-")\t\(lookup.summary)")
            }
            for (service, why) in report.notAsked.sorted(by: { $0.key < $1.key }) {
                print("\(service)\tnot asked: \(why)")
            }
        }
    }

    struct Report: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Report an address to AbuseIPDB, with your own key. Nothing else ever does.")
        @Argument(help: "The address.") var address: String
        @Option(help: "The service's numbers of what it did, with commas: 14 port scan, 18 brute force, 22 SSH, …")
        var categories: String
        @Option(help: "What happened. Do not name people or your own addresses.") var comment = ""
        @OptionGroup var common: CommonOptions

        func run() async throws {
            guard let address = IPAddress(address), address.addressClass.isPublic else {
                throw ValidationError("\(address) is no address on the public internet.")
            }
            let numbers = categories.split(separator: ",").map { Int($0) ?? 0 }
            guard !numbers.isEmpty, numbers.count <= 30, numbers.allSatisfy((1...23).contains) else {
                throw ValidationError("--categories takes numbers from 1 to 23 with commas, not \(categories).")
            }
            print(
                try await IntelAPI.abuseIPDB(common.settings()).report(address, categories: numbers, comment: comment))
        }
    }

    struct Block: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Ask AbuseIPDB, with your own key, which addresses of a network were reported.")
        @Argument(help: "The network, such as 203.0.113.0/24.") var network: String
        @OptionGroup var common: CommonOptions

        func run() async throws { print(try await IntelAPI.abuseIPDB(common.settings()).checkBlock(network)) }
    }
}
