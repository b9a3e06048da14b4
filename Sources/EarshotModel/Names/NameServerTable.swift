/// Addresses of public name servers: rows of `name-servers.tsv`.
///
/// Port 443 of such an address answers DNS over HTTPS, whatever name led to it.
public struct NameServerTable: Sendable {
    private var operators: [IPAddress: String] = [:]

    public init() {}

    public var count: Int { operators.count }

    /// Adds the rows of a file: `address <TAB> operator <TAB> evidence`, `#` begins a comment.
    /// - Throws: `FactFileError` with the line that is wrong; nothing is added then.
    public mutating func add(_ text: String, file: String) throws(FactFileError) {
        let table = try FactFile(text, file: file, form: "address operator evidence")
        var added: [IPAddress: String] = [:]
        for row in table.rows {
            guard let address = IPAddress(String(row.fields[0])), address.addressClass.isPublic else {
                throw table.error(
                    row, "`\(row.fields[0])` is no public address.", "Write one address, without a prefix.")
            }
            guard added.updateValue(String(row.fields[1]), forKey: address) == nil else {
                throw table.error(row, "`\(row.fields[0])` stands there twice.", "Keep one of the two rows.")
            }
        }
        operators.merge(added) { _, later in later }
    }

    public func contains(_ address: IPAddress) -> Bool { operators[address] != nil }
    public func company(of address: IPAddress) -> String? { operators[address] }
}
