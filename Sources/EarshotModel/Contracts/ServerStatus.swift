/// What a running Earshot says about itself: the body of `GET /api/v1/status`.
public struct ServerStatus: Sendable, Codable {
    public var version = ""
    public var startedAt = ""
    public var hasData = false
    public var listeners: [Listener] = []
    /// Addresses of this machine to point a router at.
    public var hostAddresses: [String] = []
    public var sources: [Source] = []
    public var counters = Counters()
    public var store = Store()
    /// The router's own public addresses, learned or configured.
    public var publicAddresses: [String] = []
    public var demo = Demo()
    public var attributions: [String] = []
    /// Conditions that want attention, each a sentence with a remedy: a missing database, a full disk.
    public var notices: [String] = []

    public init() {}

    public struct Listener: Sendable, Codable {
        public var `protocol`: String
        public var port: Int
        /// `listening` or `failed`.
        public var state: String
        public var reason: String?
        public init(protocol: String, port: Int, state: String, reason: String? = nil) {
            self.protocol = `protocol`
            self.port = port
            self.state = state
            self.reason = reason
        }
    }

    public struct Source: Sendable, Codable {
        public var address: String
        public var host: String
        public var family: String
        public var firstSeen: String
        public var lastSeen: String
        public var events: Int64
        public var recognized: Int64
        public var lastLine: String
        /// Seconds that the times in its lines are ahead of their arrival; nil: unknown.
        public var clockOffset: Int64?
        /// What is wrong with its clock, and what to do; nil: nothing is.
        public var clockRemark: String?
        public init(
            address: String, host: String, family: String, firstSeen: String, lastSeen: String, events: Int64,
            recognized: Int64, lastLine: String, clockOffset: Int64? = nil, clockRemark: String? = nil
        ) {
            self.address = address
            self.host = host
            self.family = family
            self.firstSeen = firstSeen
            self.lastSeen = lastSeen
            self.events = events
            self.recognized = recognized
            self.lastLine = lastLine
            self.clockOffset = clockOffset
            self.clockRemark = clockRemark
        }
    }

    public struct Counters: Sendable, Codable {
        public var received: Int64 = 0
        public var parsed: Int64 = 0
        public var unrecognized: Int64 = 0
        /// By reason: `queue_full`, `kernel_receive_buffer`, `too_long`, …
        public var dropped: [String: Int64] = [:]
        public init() {}
    }

    public struct Store: Sendable, Codable {
        public var bytes: Int64 = 0
        public var events: Int64 = 0
        public var oldest: String?
        public var newest: String?
        public var forecastBytesPerDay: Int64?
        public var retentionDays = 400
        public var maximumBytes: Int64 = 20_000_000_000
        public init() {}
    }

    public struct Demo: Sendable, Codable {
        /// `absent`, `building` or `ready`.
        public var state = "absent"
        public var progress = 0.0
        public init() {}
    }
}

/// Whoever can say how things are.
public protocol StatusSource: Sendable {
    func status() async -> ServerStatus
    /// Counters and gauges in the Prometheus text format.
    func metrics() async -> String
}
