/// One sign of what a device is: a row of `device-clues.tsv`.
public struct DeviceClue: Sendable, Hashable {
    /// Where the sign is seen.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// The name it tells a DHCP server (option 12).
        case hostname = "dhcp_hostname"
        /// The vendor class it tells a DHCP server (option 60).
        case vendorClass = "dhcp_vendor_class"
        /// The maker of its network card, in the words of the IEEE registry.
        case macVendor = "mac_vendor"
        /// A domain that it contacts; the pattern stands for every name below it as well.
        case contactedDomain = "contacted_domain"
        /// What the services it contacts are for (`ServiceTable.purposes`).
        case contactedPurpose = "contacted_purpose"
        /// A service that it announces by multicast DNS, such as `_ipp._tcp`.
        case mdnsService = "mdns_service"

        /// As the beginning of a piece of evidence.
        var words: String {
            switch self {
            case .hostname: "host name"
            case .vendorClass: "DHCP vendor class"
            case .macVendor: "network card of"
            case .contactedDomain: "contacts"
            case .contactedPurpose: "contacts services for"
            case .mdnsService: "announces"
            }
        }
    }

    public var kind: Kind
    public var pattern: String
    public var type: DeviceType
    /// 1 to 10: each point doubles the odds for the type.
    public var weight: Int
    /// A sentence that says why.
    public var evidence: String
}

/// What is known of a device that may tell its kind.
public struct DeviceSigns: Sendable, Hashable {
    public var hostnames: [String]
    public var vendorClasses: [String]
    /// Nil for a MAC address that the device made up.
    public var macVendor: String?
    /// Host names that it asked for or connected to.
    public var contactedNames: [String]
    /// Purposes of the services that it contacted.
    public var purposes: [String]
    public var mdnsServices: [String]

    public init(
        hostnames: [String] = [], vendorClasses: [String] = [], macVendor: String? = nil, contactedNames: [String] = [],
        purposes: [String] = [], mdnsServices: [String] = []
    ) {
        self.hostnames = hostnames
        self.vendorClasses = vendorClasses
        self.macVendor = macVendor
        self.contactedNames = contactedNames
        self.purposes = purposes
        self.mdnsServices = mdnsServices
    }
}
