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
        /// What it is in its maker's words, as it announces by multicast DNS.
        case model
        /// The software that answers for it by SSDP.
        case ssdpServer = "ssdp_server"
        /// A device or service type of UPnP that it announces by SSDP.
        case ssdpType = "ssdp_type"

        /// As the beginning of a piece of evidence.
        var words: String {
            switch self {
            case .hostname: "host name"
            case .vendorClass: "DHCP vendor class"
            case .macVendor: "network card of"
            case .contactedDomain: "contacts"
            case .contactedPurpose: "contacts services for"
            case .mdnsService, .ssdpType: "announces"
            case .model: "calls itself"
            case .ssdpServer: "runs"
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
    /// Device and service types of UPnP.
    public var upnpTypes: [String]
    public var models: [String]
    public var servers: [String]

    public init(
        hostnames: [String] = [], vendorClasses: [String] = [], macVendor: String? = nil, contactedNames: [String] = [],
        purposes: [String] = [], mdnsServices: [String] = [], upnpTypes: [String] = [], models: [String] = [],
        servers: [String] = []
    ) {
        self.hostnames = hostnames
        self.vendorClasses = vendorClasses
        self.macVendor = macVendor
        self.contactedNames = contactedNames
        self.purposes = purposes
        self.mdnsServices = mdnsServices
        self.upnpTypes = upnpTypes
        self.models = models
        self.servers = servers
    }

    /// With what the device announces.
    public init(
        hostnames: [String], vendorClasses: [String], macVendor: String?, contactedNames: [String], purposes: [String],
        announced: DeviceAnnouncement
    ) {
        self.init(
            hostnames: hostnames, vendorClasses: vendorClasses, macVendor: macVendor, contactedNames: contactedNames,
            purposes: purposes, mdnsServices: announced.services.filter { $0.hasPrefix("_") },
            upnpTypes: announced.services.filter { !$0.hasPrefix("_") },
            models: announced.model.isEmpty ? [] : [announced.model],
            servers: announced.server.isEmpty ? [] : [announced.server])
    }
}
