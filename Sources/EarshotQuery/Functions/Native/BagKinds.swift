/// The types of a bag's properties, as `bag_unpack` makes columns of them.
enum BagKinds {
    static func of(_ bag: JSON) -> JSON {
        guard let members = bag.members else { return .null }
        let kinds = members.compactMap { member in name(member.value).map { JSONMember(member.key, .string($0)) } }
        return .object(kinds.sorted { $0.key < $1.key })
    }

    private static func name(_ value: JSON) -> String? {
        switch value {
        case .null: nil
        case .bool: "bool"
        case .integer: "long"
        case .number: "real"
        case .string: "string"
        case .array, .object: "dynamic"
        }
    }
}
