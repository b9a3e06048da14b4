import Synchronization

/// Numbers for formats of the user's own, behind those of the built-in families.
///
/// A record tells its family by a number of eight bits, and whoever has the record must find the name: so numbers are the
/// same throughout the process and are never given to another name. A format that is saved again keeps its number.
enum FamilyNumbers {
    private struct Entry {
        var name: String
        var vendor: String
        var product: String
    }

    private static let entries = Mutex<[Entry]>([])

    /// How many own formats there can be; the last number of the eight bits means none.
    static var room: Int { 254 - Catalog.names.count }

    /// nil: there is no room.
    static func number(of name: String, vendor: String, product: String) -> Int? {
        entries.withLock { entries in
            let entry = Entry(name: name, vendor: vendor, product: product)
            if let index = entries.firstIndex(where: { $0.name == name }) {
                entries[index] = entry
                return Catalog.names.count + index
            }
            guard entries.count < room else { return nil }
            entries.append(entry)
            return Catalog.names.count + entries.count - 1
        }
    }

    static func name(_ family: Int) -> String? {
        if family >= 0, family < Catalog.names.count { return Catalog.names[family] }
        return entries.withLock { entries in
            let index = family - Catalog.names.count
            return entries.indices.contains(index) ? entries[index].name : nil
        }
    }

    static func origin(_ family: Int) -> (vendor: String, product: String)? {
        entries.withLock { entries in
            let index = family - Catalog.names.count
            return entries.indices.contains(index) ? (entries[index].vendor, entries[index].product) : nil
        }
    }

    /// The number of a family or a format; nil: there is none of that name.
    static func number(named name: String) -> Int? {
        if let index = Catalog.names.firstIndex(of: name) { return index }
        return entries.withLock { $0.firstIndex { $0.name == name } }.map { $0 + Catalog.names.count }
    }
}
