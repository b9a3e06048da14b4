import EarshotModel
import EarshotPipeline
import EarshotQuery
import EarshotStore
import NIOHTTP1

/// The inventory of a data directory, whether an Earshot runs on it or not.
struct DeviceTable {
    private let settings: Settings
    private let directory: String

    init(_ common: CommonOptions) throws {
        settings = try common.settings()
        directory = settings.path("dataDirectory")
    }

    private func rows(_ rest: String) async throws -> QueryResult {
        let engine = try await EngineFinder.engine(dataDirectory: directory, settings: settings)
        return try await engine.run("AssetEntity " + rest, options: QueryOptions())
    }

    func print(_ rest: String) async throws {
        let result = try await rows(rest)
        Swift.print(ResultPrinter.text(result, .table), terminator: "")
    }

    /// One line a column.
    func show(_ device: Int32) async throws {
        let result = try await rows("| where DeviceId == \(device)")
        guard let row = result.rows.first else { throw DeviceChangeError.unknownDevice(device) }
        for (column, value) in zip(result.columns, row) {
            let text = ResultPrinter.plain(value)
            if !text.isEmpty { Swift.print("\(column.name): \(text.replacing("\n", with: "; "))") }
        }
    }

    /// Changes one word of what the owner says, and leaves the others.
    func describe(
        _ device: Int32, _ key: String, _ value: String, _ change: @Sendable (inout DeviceWords) -> Void
    ) async throws {
        let known = try await rows("| where DeviceId == \(device) | project GivenName, GivenType, Owner").rows.first
        guard let known else { throw DeviceChangeError.unknownDevice(device) }
        var words = DeviceWords(name: known[0].text, type: known[1].text, owner: known[2].text)
        change(&words)
        let body = "{\(KustoValue.string(key).json):\(KustoValue.string(value).json)}"
        try await self.change(device, .describe(device: device, words), body: body)
    }

    func change(_ device: Int32, _ change: DeviceChange, body: String) async throws {
        if let server = RunningServer.find(directory) {
            _ = try await server.ask(.PATCH, "/api/v1/devices/\(device)", body: body)
        } else {
            _ = try await rows("| where DeviceId == \(device)")
            let ground = try Ground(
                directory: directory, settings: settings, for: .importing, logger: settings.logger("devices"))
            try await ground.process { try await ground.intake.change(change) }
            try await ground.store.settle()
        }
        try await print("| where DeviceId == \(device) | project DeviceId, DeviceName, DeviceType, Owner, MergedInto")
    }
}
