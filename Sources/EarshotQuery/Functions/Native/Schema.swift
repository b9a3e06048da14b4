/// What `buildschema()` finds out about dynamic values: the types seen at each place.
struct Schema: Sendable {
    private var types: [String] = []
    private var members: [(key: String, schema: Schema)] = []
    private var hasMembers = false
    private var indexer: [Schema] = []

    init() {}

    init(_ value: JSON) {
        switch value {
        case .null: break
        case .bool: types = ["bool"]
        case .integer: types = ["long"]
        case .number: types = ["double"]
        case .string: types = ["string"]
        case .array(let elements): indexer = [elements.reduce(Schema()) { $0.merged(Schema($1)) }]
        case .object(let pairs):
            hasMembers = true
            members = pairs.map { ($0.key, Schema($0.value)) }
        }
    }

    func merged(_ other: Schema) -> Schema {
        var result = self
        for type in other.types where !result.types.contains(type) { result.types.append(type) }
        for (key, schema) in other.members {
            if let place = result.members.firstIndex(where: { $0.key == key }) {
                result.members[place].schema = result.members[place].schema.merged(schema)
            } else {
                result.members.append((key, schema))
            }
        }
        result.hasMembers = hasMembers || other.hasMembers
        if let inner = other.indexer.first { result.indexer = [indexer.first?.merged(inner) ?? inner] }
        return result
    }

    /// One type by its name, several as an array; the elements of arrays under the key `` `indexer` ``.
    var json: JSON {
        var alternatives = types.map { JSON.string($0) }
        var object = members.map { JSONMember($0.key, $0.schema.json) }
        if let inner = indexer.first { object.append(JSONMember("`indexer`", inner.json)) }
        if hasMembers || !indexer.isEmpty { alternatives.append(.object(object)) }
        switch alternatives.count {
        case 0: return .null
        case 1: return alternatives[0]
        default: return .array(alternatives)
        }
    }
}
