import EarshotModel
import Foundation
import NIOCore
import Synchronization

/// Fetches documents that a query names, from hosts that the configuration names and from no others.
///
/// A name that leads to an address inside the home is refused (server-side request forgery); a server of one's own is
/// allowed by its address. Redirects go through the same checks, one by one.
public struct DocumentFetcher: Sendable {
    public let hosts: AllowedHosts
    /// Bytes of a document, packed and unpacked.
    public var maximumBytes = 64 << 20

    public init(hosts: AllowedHosts) { self.hosts = hosts }

    public enum Refusal: Sendable, Hashable {
        case noWebAddress
        /// The entry that would allow it.
        case host(String)
    }

    /// Why the address may not be asked; nil: it may.
    public func refusal(of address: String) -> Refusal? {
        guard let url = URL(string: address), let host = url.host(), !host.isEmpty,
            let scheme = url.scheme?.lowercased(),
            scheme == "https" || scheme == "http"
        else { return .noWebAddress }
        guard hosts.entry(for: url) == nil else { return nil }
        return .host((scheme == "http" ? "http://" : "") + host + (url.port.map { ":\($0)" } ?? ""))
    }

    /// `files`: which of a ZIP archive's, for others nothing. Within `seconds`, and never more than two minutes.
    public func fetch(_ address: String, files: (String) -> Bool, seconds: Double) async throws -> [UInt8] {
        var client = WebClient()
        client.timeout = max(0.001, min(seconds, 120))
        client.permits = { [hosts] url in
            guard let entry = hosts.entry(for: url) else {
                throw FetchError("\(url.host() ?? url.absoluteString) is not among the allowed hosts.", isRefused: true)
            }
            return entry.address != nil
        }
        client.privateAdvice = "A server of your own is allowed by its address instead of its name."
        let answer = try await client.send(address, maximumBytes: maximumBytes)
        guard answer.status == 200 else { throw FetchError("\(address) answered \(answer.status).") }
        guard !answer.isCut else { throw FetchError("\(address) is larger than \(maximumBytes >> 20) MB.") }
        return try Unpacking.bytes(of: Array(answer.body), files: files, limit: maximumBytes, name: address)
    }
}
