/// What earlier runs left behind: the numbering of addresses, labels, sources and devices, and what was learned.
public struct Knowledge: Sendable {
    public struct KnownAddress: Sendable {
        public var number: Int32
        public var address: IPAddress
        public init(number: Int32, address: IPAddress) {
            self.number = number
            self.address = address
        }
    }
    public struct KnownMAC: Sendable {
        public var number: Int32
        public var address: MACAddress
        public init(number: Int32, address: MACAddress) {
            self.number = number
            self.address = address
        }
    }
    public struct KnownSource: Sendable {
        public var number: Int32
        public var address: SourceAddress
        public var host: String
        public init(number: Int32, address: SourceAddress, host: String) {
            self.number = number
            self.address = address
            self.host = host
        }
    }
    /// A name that explained an address for a device, for a time (seconds since 1970).
    public struct KnownAnswer: Sendable {
        public var device: Int32
        public var address: IPAddress
        public var first: Int64
        public var last: Int64
        public var domain: Int32
        public init(device: Int32, address: IPAddress, first: Int64, last: Int64, domain: Int32) {
            self.device = device
            self.address = address
            self.first = first
            self.last = last
            self.domain = domain
        }
    }
    public struct KnownProduct: Sendable {
        public var number: Int32
        public var family: String
        public var vendor: String
        public var product: String
        public init(number: Int32, family: String, vendor: String, product: String) {
            self.number = number
            self.family = family
            self.vendor = vendor
            self.product = product
        }
    }
    public struct KnownDevice: Sendable {
        public var number: Int32 = 0
        public var macs: [MACAddress] = []
        public var address: IPAddress?
        /// With the moment each was last seen.
        public var addresses: [(address: IPAddress, seen: Int64)] = []
        public var hostname = ""
        public var firstSeen: Int64 = 0
        public var lastSeen: Int64 = 0
        public var words = DeviceWords()
        public var guess = DeviceGuess()
        public var resolvers: [ResolverUse] = []
        public var announced = DeviceAnnouncement()
        public var mergedInto: Int32 = 0
        public init() {}
    }

    /// The highest address number in use, whether or not the address is in `addresses`.
    public var lastAddressNumber: Int32 = 0
    /// Addresses that have a number, with it the place they had when they were first seen.
    public var addresses: [KnownAddress] = []
    /// Labels 1, 2, 3, … in order.
    public var labels: [String] = []
    /// Names of hosts 1, 2, 3, … in order.
    public var domains: [String] = []
    public var products: [KnownProduct] = []
    public var answers: [KnownAnswer] = []
    public var macs: [KnownMAC] = []
    public var sources: [KnownSource] = []
    public var devices: [KnownDevice] = []
    public var publicAddresses: [IPAddress] = []
    /// What parts of the pipeline remember, by key.
    public var states: [String: String] = [:]

    public init() {}
}

/// Whoever keeps it: the store.
public protocol KnowledgeSource: Sendable {
    func knowledge() async throws -> Knowledge
    /// Remembers what is not in the tables: the learned public addresses.
    func remember(publicAddresses: [IPAddress]) async throws
}
