/// Documents on other machines, which `externaldata` reads. The compiler has none: whoever opens the database hands in
/// what may be asked, and without it nothing is.
public protocol ExternalData: Sendable {
    /// Why this address may not be read; nil: it may. Asks nobody.
    func refusal(of address: String) -> ExternalDataError?
    /// The document, unpacked when it was packed. Throws `ExternalDataError`.
    func fetch(_ document: ExternalDocument, seconds: Double) async throws -> [UInt8]
}

/// What is fetched.
public struct ExternalDocument: Sendable, Hashable {
    public let address: String
    /// Which files of a ZIP archive are meant: `*` stands for any characters. nil: all.
    public let zipPattern: String?

    public init(address: String, zipPattern: String? = nil) {
        self.address = address
        self.zipPattern = zipPattern
    }

    /// Whether a file of the archive is meant.
    public func means(_ file: String) -> Bool { zipPattern.map { Wildcard.matches(file, $0) } ?? true }
}

/// Why a document is not read, as sentences: what is wrong and what to do.
public struct ExternalDataError: Error, Sendable, Hashable {
    public let message: String
    public let hint: String?
    public init(_ message: String, hint: String? = nil) {
        self.message = message
        self.hint = hint
    }
}

extension ExternalDataError {
    /// Nobody said that it may.
    public static func notAllowed(_ host: String) -> ExternalDataError {
        ExternalDataError(
            "externaldata may not read from \(host).",
            hint:
                "Allow it with `query.externaldata.hosts: [\(host)]` in earshot.yaml, or save the file as a watchlist "
                + "and read it with _GetWatchlist('name').")
    }
}
