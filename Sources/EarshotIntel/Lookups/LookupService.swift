import EarshotModel

/// A service that is asked about one value at a time, with the user's own key.
protocol LookupService: Sendable {
    var id: String { get }
    var title: String { get }
    /// What its free plan allows; the user may say otherwise.
    var perMinute: Int { get }
    var perDay: Int { get }
    /// The days after which an answer counts half.
    var halfLifeDays: Double { get }
    func handles(_ value: IntelValue) -> Bool
    /// Asks. Throws `LookupRefusal` for every answer that is none.
    func ask(_ value: IntelValue, now: Int64) async throws -> LookupAnswer
}

/// An answer, understood.
struct LookupAnswer: Sendable {
    /// nil: the service has never heard of it.
    var score: UInt8?
    var category = ""
    var name = ""
    var summary = ""
    var json = ""
    /// What is left today, as the service's headers say.
    var remaining: Int?
}

/// Why there is no answer, and what follows.
struct LookupRefusal: Error, CustomStringConvertible {
    enum Kind: Sendable {
        /// Not before so many seconds have passed; nil: it does not say.
        case wait(Int?)
        /// The key is wrong or may not do this: no use in asking until the user changes it.
        case key
        /// This value cannot be asked about.
        case value
        /// The service is in trouble.
        case trouble
    }
    let kind: Kind
    let description: String
}

/// A key, and what the user says otherwise.
public struct ServiceDescription: Sendable, Hashable {
    public var id: String
    public var key = ""
    /// In place of the service's own address: a proxy, a test.
    public var url: String?
    public var perMinute: Int?
    public var perDay: Int?
    public var allowPrivate = false
    /// Asked only when somebody presses the button.
    public var isManual = false
    /// For enrichments of the user's own.
    public var command: [String] = []
    public var timeoutSeconds = 10

    public init(id: String) { self.id = id }

    static let keys = [
        "id", "key", "url", "perMinute", "perDay", "allowPrivate", "manual", "command", "timeoutSeconds",
    ]

    /// From `intel.services` or `intel.enrichments` in earshot.yaml.
    public init(record: [String: String], in setting: String) throws {
        guard let id = record["id"], !id.isEmpty else { throw FeedError("Each entry of `\(setting)` needs an `id`.") }
        self.init(id: id)
        for key in record.keys where !Self.keys.contains(key) {
            throw FeedError(
                "`\(setting)`, `\(id)`: there is no key `\(key)`. There are: \(Self.keys.joined(separator: ", ")).")
        }
        key = record["key"] ?? ""
        url = record["url"]
        allowPrivate = record["allowPrivate"] == "true"
        isManual = record["manual"] == "true"
        command = record["command"].map { $0.split(separator: "\n").map(String.init) } ?? []
        perMinute = try number(record, "perMinute", setting)
        perDay = try number(record, "perDay", setting)
        timeoutSeconds = try number(record, "timeoutSeconds", setting) ?? 10
    }

    private func number(_ record: [String: String], _ key: String, _ setting: String) throws -> Int? {
        guard let text = record[key] else { return nil }
        if let number = Int(text), (1...1_000_000).contains(number) { return number }
        throw FeedError("`\(setting)`, `\(id)`: `\(key)` is a number from 1 to 1000000, not `\(text)`.")
    }
}
