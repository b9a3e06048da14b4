public import EarshotModel

/// What is known of host names apart from the traffic: the registered domain, and who runs the service.
public struct NameFacts: Sendable {
    private let suffixes: PublicSuffixList
    private let services: ServiceTable

    public init(suffixes: PublicSuffixList = PublicSuffixList(text: ""), services: ServiceTable = ServiceTable()) {
        self.suffixes = suffixes
        self.services = services
    }

    func registeredDomain(of name: String) -> String? { suffixes.registeredDomain(of: name) }
    func service(of name: String) -> ServiceTable.Service? { services.service(of: name) }
}
