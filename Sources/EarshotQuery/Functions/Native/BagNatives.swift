import EarshotModel

/// Property bags: dynamic objects.
enum BagNatives {
    static let all: [NativeFunction] = [
        NativeFunction("kql_bag_keys", [.dynamic], .dynamic) { a in
            .dynamic(of: a[0].tree.members.map { .array($0.map { .string($0.key) }) })
        },
        // The bags come packed into an array; the leftmost value of a key wins, what is no bag is passed over.
        NativeFunction("kql_bag_merge", [.dynamic], .dynamic) { a in
            .dynamic(of: .object(merged(a[0].tree.elements ?? [])))
        },
        NativeFunction("kql_bag_remove_keys", [.dynamic, .dynamic], .dynamic) { a in
            guard let members = a[0].tree.members else { return .null(.dynamic) }
            let paths = (a[1].tree.elements ?? []).compactMap { key -> String? in
                if case .string(let key) = key { key } else { nil }
            }
            return .dynamic(of: .object(paths.reduce(members, removing)))
        },
        NativeFunction("kql_bag_has_key", [.dynamic, .string], .bool) { a in
            guard a[0].tree.members != nil else { return .null(.bool) }
            return .bool(find(a[1].text, in: a[0].tree) != nil)
        },
        NativeFunction("kql_bag_set_key", [.dynamic, .string, .dynamic], .dynamic) { a in
            guard let members = a[0].tree.members else { return .null(.dynamic) }
            return .dynamic(of: assigned(members, a[1].text, a[2].tree))
        },
        NativeFunction("kql_bag_zip", [.dynamic, .dynamic], .dynamic) { a in
            guard let keys = a[0].tree.elements else { return .null(.dynamic) }
            let values = a[1].tree.elements ?? []
            var members: [JSONMember] = []
            for (index, key) in keys.enumerated() {
                // Keys that are no texts are skipped together with their values.
                guard case .string(let name) = key else { continue }
                members.append(JSONMember(name, index < values.count ? values[index] : .null))
            }
            return .dynamic(of: .object(merged([.object(members)])))
        },
        NativeFunction("kql_treepath", [.dynamic], .dynamic) { a in
            let tree = a[0].tree
            guard tree.members != nil || tree.elements != nil else { return .null(.dynamic) }
            return .dynamic(of: .array(SetNatives.distinct(paths(tree, "").map { .string($0) })))
        },
        NativeFunction("kql_canonical_json", [.dynamic], .string) { a in .string(a[0].tree.canonical.json) },
        NativeFunction("kql_schema", [.dynamic], .dynamic) { a in
            .dynamic(of: (a[0].tree.elements ?? []).reduce(Schema()) { $0.merged(Schema($1)) }.json)
        },
    ]

    static func merged(_ bags: [JSON]) -> [JSONMember] {
        var result: [JSONMember] = []
        var seen: Set<String> = []
        for member in bags.flatMap({ $0.members ?? [] }) where seen.insert(member.key).inserted {
            result.append(member)
        }
        return result
    }

    /// A key may be a path: `$.a.b` or `$['a']`; bags that are missing on the way are made. Nothing is set inside arrays.
    private static func assigned(_ members: [JSONMember], _ key: String, _ value: JSON) -> JSON? {
        guard key.hasPrefix("$"), let path = JSONPath(key) else { return .object(setting(members, [key], value)) }
        let keys = path.steps.compactMap { step in if case .key(let key) = step { key } else { nil } }
        guard !keys.isEmpty, keys.count == path.steps.count else { return nil }
        return .object(setting(members, keys[...], value))
    }

    private static func setting(_ members: [JSONMember], _ keys: ArraySlice<String>, _ value: JSON) -> [JSONMember] {
        guard let key = keys.first else { return members }
        var result = members
        let place = result.firstIndex { $0.key == key }
        var inner = value
        if keys.count > 1 {
            inner = .object(setting(place.flatMap { result[$0].value.members } ?? [], keys.dropFirst(), value))
        }
        if let place { result[place].value = inner } else { result.append(JSONMember(key, inner)) }
        return result
    }

    /// A key may be a path: `$.a.b` or `$['a']`.
    private static func removing(_ members: [JSONMember], _ path: String) -> [JSONMember] {
        if members.contains(where: { $0.key == path }) { return members.filter { $0.key != path } }
        guard let steps = JSONPath(path)?.steps, steps.count >= 1 else { return members }
        return remove(steps[...], from: .object(members)).members ?? members
    }

    private static func remove(_ steps: ArraySlice<JSONPath.Step>, from value: JSON) -> JSON {
        guard let first = steps.first else { return value }
        switch (first, value) {
        case (.key(let key), .object(let members)):
            if steps.count == 1 { return .object(members.filter { $0.key != key }) }
            return .object(
                members.map { $0.key == key ? JSONMember(key, remove(steps.dropFirst(), from: $0.value)) : $0 })
        case (.index(let index), .array(var elements)) where elements.indices.contains(index):
            if steps.count == 1 {
                elements.remove(at: index)
            } else {
                elements[index] = remove(steps.dropFirst(), from: elements[index])
            }
            return .array(elements)
        default: return value
        }
    }

    private static func find(_ key: String, in value: JSON) -> JSON? {
        value[key] ?? (key.hasPrefix("$") ? JSONPath(key)?.value(in: value) : nil)
    }

    private static func paths(_ value: JSON, _ prefix: String) -> [String] {
        switch value {
        case .object(let members):
            members.flatMap { member -> [String] in
                let path = "\(prefix)['\(member.key)']"
                return [path] + paths(member.value, path)
            }
        case .array(let elements): ["\(prefix)[0]"] + elements.flatMap { paths($0, "\(prefix)[0]") }
        default: []
        }
    }
}
