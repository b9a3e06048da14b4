public import EarshotModel

/// A table of texts that the engine makes of documents before the query runs, and drops when it has run.
public struct ExternalTable: Sendable, Hashable {
    public struct Column: Sendable, Hashable {
        public let name: String
        public let type: KustoType
    }

    /// Of the temporary table: a row number `position`, then a text `v0`, `v1`, … for each column.
    public let name: String
    public let documents: [ExternalDocument]
    public let columns: [Column]
    let format: ExternalFormat
    let ignoresFirstRecord: Bool

    /// What an `externaldata` says, apart from the table's name: two that say the same share their rows.
    struct Source: Hashable {
        var documents: [ExternalDocument] = []
        var columns: [Column] = []
        var format: ExternalFormat = .delimited(UInt8(ascii: ","))
        var ignoresFirstRecord = false
    }

    init(_ source: Source, number: Int) {
        name = "external_\(number)"
        documents = source.documents
        columns = source.columns
        format = source.format
        ignoresFirstRecord = source.ignoresFirstRecord
    }

    /// Hands over the records of a document, a text or null for each column. Throws `ExternalDataError`, and what `body`
    /// throws.
    public func read(_ bytes: [UInt8], of document: ExternalDocument, _ body: ([String?]) throws -> Void) throws {
        var isFirst = ignoresFirstRecord
        func deliver(_ record: [String?]) throws {
            if isFirst { isFirst = false } else { try body(fitted(record)) }
        }
        let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        switch format {
        case .delimited(let separator):
            var records = DelimitedRecords(bytes, separator: separator)
            while let record = records.next() { if record != [""] { try deliver(record) } }
        case .lines: for line in TextLines(bytes) { try deliver([line]) }
        case .raw: try deliver([String(decoding: bytes, as: UTF8.self)])
        case .json: try readJSON(bytes, document, deliver)
        }
    }

    /// As many fields as there are columns.
    private func fitted(_ record: [String?]) -> [String?] {
        if record.count == columns.count { return record }
        return (0..<columns.count).map { $0 < record.count ? record[$0] : nil }
    }

    /// Objects one after another, or arrays of them.
    private func readJSON(
        _ bytes: [UInt8], _ document: ExternalDocument, _ deliver: ([String?]) throws -> Void
    ) throws {
        var reader = JSONReader(bytes: bytes)
        while !reader.isAtEnd {
            guard let value = reader.next() else {
                throw ExternalDataError(
                    "\(document.address) is no JSON at byte \(reader.position).",
                    hint: "Say what it is with (format='csv'), txt, raw, …")
            }
            for element in value.elements ?? [value] {
                try deliver(columns.map { Self.text(element[$0.name], $0.type) })
            }
        }
    }

    /// A dynamic column keeps its JSON, so that the text "5" does not become a number.
    private static func text(_ value: JSON?, _ type: KustoType) -> String? {
        guard let value, !value.isNull else { return nil }
        return type == .dynamic ? value.json : value.text
    }
}
