import EarshotIntel
import EarshotQuery

/// What `externaldata` may read: documents on the hosts that `query.externaldata.hosts` lists.
struct ExternalDocuments: ExternalData {
    private let fetcher: DocumentFetcher

    init(hosts: AllowedHosts) { fetcher = DocumentFetcher(hosts: hosts) }

    func refusal(of address: String) -> ExternalDataError? {
        switch fetcher.refusal(of: address) {
        case nil: nil
        case .host(let host): .notAllowed(host)
        case .noWebAddress:
            ExternalDataError("'\(address)' is no web address.", hint: "externaldata reads https://host/path.")
        }
    }

    func fetch(_ document: ExternalDocument, seconds: Double) async throws -> [UInt8] {
        do {
            return try await fetcher.fetch(
                document.address, files: document.means, seconds: seconds)
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            throw ExternalDataError("\(error)")
        }
    }
}

extension Settings {
    /// nil: no host is allowed. The hosts were checked when they were set.
    var externalData: (any ExternalData)? {
        guard let hosts = try? AllowedHosts(list("query.externaldata.hosts")), !hosts.isEmpty else { return nil }
        return ExternalDocuments(hosts: hosts)
    }
}
