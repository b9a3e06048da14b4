public import EarshotModel

/// What AbuseIPDB does only when a person says so.
public struct AbuseReporting: Sendable {
    private let service: AbuseIPDB

    public init(_ description: ServiceDescription) { service = AbuseIPDB(description: description) }

    /// Reports an address and answers what the service said.
    public func report(_ address: IPAddress, categories: [Int], comment: String) async throws -> String {
        try await service.report(address, categories: categories, comment: comment)
    }

    /// Addresses of a network that were reported, JSON.
    public func checkBlock(_ network: String) async throws -> String { try await service.checkBlock(network) }
}
