/// A body of data one can look at: the live one, or the demo household.
public struct DataSet: Sendable {
    /// Where its lines enter; the demo has no entrance.
    public let intake: (any RecordIntake)?
    public let live: any LiveSource
    public init(intake: (any RecordIntake)?, live: any LiveSource) {
        self.intake = intake
        self.live = live
    }
}

/// The demo household: built on demand from generated router log lines through the real pipeline.
public protocol DemoHousehold: Sendable {
    func start() async throws
    func remove() async throws
    func state() async -> ServerStatus.Demo
}
