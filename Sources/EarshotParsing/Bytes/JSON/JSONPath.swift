/// The place of a value in a document, as a hash of its keys joined by dots: `dns.rrname`.
///
/// A key that has dots itself (`id.orig_h`, ECS written flat) is the same place as nested objects; elements of an array
/// have the place of the array.
struct JSONPath: Hashable, Sendable {
    let hash: UInt64

    /// The document itself.
    static let root = JSONPath(hash: 0xcbf2_9ce4_8422_2325)

    init(hash: UInt64) { self.hash = hash }

    init(_ path: StaticString) { self = JSONPath.root.appending(path, false) }

    /// The place `name` (dots allowed) below this one; `lowerFirst`: its first letter in lower case.
    func child(_ name: StaticString, lowerFirst: Bool = false) -> JSONPath {
        self == .root
            ? appending(name, lowerFirst) : JSONPath(hash: Self.step(hash, Byte.dot)).appending(name, lowerFirst)
    }

    private func appending(_ text: StaticString, _ lowerFirst: Bool) -> JSONPath {
        var hash = hash
        text.withUTF8Buffer { bytes in
            for index in bytes.indices {
                hash = Self.step(hash, lowerFirst && index == 0 ? bytes[index].lowered : bytes[index])
            }
        }
        return JSONPath(hash: hash)
    }

    /// FNV-1a. Whoever makes two paths collide maps his own value to another of his own.
    @inline(__always)
    static func step(_ hash: UInt64, _ byte: UInt8) -> UInt64 { (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }

    /// The places above a dotted path: `a` and `a.b` of `a.b.c`.
    static func parents(of path: StaticString, below base: JSONPath = .root) -> [JSONPath] {
        path.withUTF8Buffer { bytes in
            var hash = base == .root ? base.hash : step(base.hash, Byte.dot)
            var parents: [JSONPath] = []
            for byte in bytes {
                if byte == Byte.dot { parents.append(JSONPath(hash: hash)) }
                hash = step(hash, byte)
            }
            return parents
        }
    }
}
