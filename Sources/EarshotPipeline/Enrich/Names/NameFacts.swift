public import EarshotModel

/// What is known of host names apart from the traffic: the registered domain, and who runs the service.
public struct NameFacts: Sendable {
    private let suffixes: PublicSuffixList
    private let services: ServiceTable
    private let clues: DeviceClues
    private let nameServers: NameServerTable

    public init(
        suffixes: PublicSuffixList = PublicSuffixList(text: ""), services: ServiceTable = ServiceTable(),
        clues: DeviceClues = DeviceClues(), nameServers: NameServerTable = NameServerTable()
    ) {
        self.suffixes = suffixes
        self.services = services
        self.clues = clues
        self.nameServers = nameServers
    }

    func guess(_ signs: DeviceSigns) -> DeviceGuess { clues.guess(signs) }

    /// Whether a public name server answers there.
    func isNameServer(_ address: IPAddress) -> Bool { nameServers.contains(address) }

    func registeredDomain(of name: String) -> String? { suffixes.registeredDomain(of: name) }
    func service(of name: String) -> ServiceTable.Service? { services.service(of: name) }
}
