/// A body of data one can look at: the live one, or the demo household.
public struct DataSet: Sendable {
    /// Where its lines enter; the demo has no entrance.
    public let intake: (any RecordIntake)?
    /// Where whole files enter.
    public let files: (any FileIntake)?
    public let live: any LiveSource
    public init(intake: (any RecordIntake)?, files: (any FileIntake)? = nil, live: any LiveSource) {
        self.intake = intake
        self.files = files
        self.live = live
    }
}

/// The demo household: built on demand from generated router log lines through the real pipeline.
public protocol DemoHousehold: Sendable {
    func start() async throws
    func remove() async throws
    func state() async -> ServerStatus.Demo
}
