internal import EarshotModel

/// The places of a kind of document and where their values go; built once, looked up by hash.
struct JSONMap: Sendable {
    private var hashes: [UInt64]
    private var targets: [JSONTarget]

    /// What stands in none of the rules goes to `AdditionalFields` under its path.
    init(_ rules: [(StaticString, JSONTarget)]) { self.init([("", rules)]) }

    /// The rules of several parts of a document, each with the place below which its own places are.
    /// `lowerFirst`: the names of the last part begin with a small letter.
    init(_ parts: [(place: StaticString, rules: [(StaticString, JSONTarget)])], lowerFirst: Bool = false) {
        var size = 64
        while size < parts.reduce(0, { $0 + $1.rules.count }) * 6 { size *= 2 }
        hashes = Array(repeating: 0, count: size)
        targets = Array(repeating: .ignore, count: size)
        for (index, (place, rules)) in parts.enumerated() {
            let base = JSONPath(place)
            let isLower = lowerFirst && index == parts.count - 1
            for (path, target) in rules { insert(base.child(path, lowerFirst: isLower), target) }
        }
        for (place, rules) in parts { insertParents(place, rules) }
    }

    /// The objects on the way to a place are to be opened.
    private mutating func insertParents(_ place: StaticString, _ rules: [(StaticString, JSONTarget)]) {
        let base = JSONPath(place)
        for parent in JSONPath.parents(of: place) { insert(parent, .descend) }
        if base != .root { insert(base, .descend) }
        for (path, _) in rules {
            for parent in JSONPath.parents(of: path, below: base) { insert(parent, .descend) }
        }
    }

    subscript(_ hash: UInt64) -> JSONTarget? {
        var slot = Self.slot(hash, hashes.count)
        // The table is at most a sixth full, so there is a free slot.
        while hashes[slot] != 0 {
            if hashes[slot] == hash { return targets[slot] }
            slot = (slot &+ 1) & (hashes.count &- 1)
        }
        return nil
    }

    /// The first rule for a place counts.
    private mutating func insert(_ path: JSONPath, _ target: JSONTarget) {
        var slot = Self.slot(path.hash, hashes.count)
        while hashes[slot] != 0 {
            if hashes[slot] == path.hash { return }
            slot = (slot + 1) & (hashes.count - 1)
        }
        hashes[slot] = path.hash
        targets[slot] = target
    }

    private static func slot(_ hash: UInt64, _ count: Int) -> Int {
        Int(truncatingIfNeeded: (hash ^ hash >> 32) & UInt64(count &- 1))
    }
}
