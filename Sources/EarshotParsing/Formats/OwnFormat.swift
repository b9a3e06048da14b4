public import EarshotModel
import Synchronization

/// A format of the user's own, ready to read lines. Shared by all parsers; it only counts.
public final class OwnFormat: Sendable {
    let description: FormatDescription
    /// As it was given, to be shown again.
    public let node: FormatNode
    /// Where it is described.
    public let origin: String
    /// Rules by the path hash of their name, for JSON.
    let paths: [UInt64: FieldRule]
    /// Its number among the families.
    let family: Int
    private let matches = Atomic(0)
    private let abandonments = Atomic(0)

    /// - Throws: `FormatError`.
    public init(_ name: String, _ node: FormatNode, origin: String) throws {
        description = try FormatDescription(name, node)
        self.node = node
        self.origin = origin
        paths = Dictionary(
            description.rules.map { (JSONPath(of: $0.key).hash, $0.value) }, uniquingKeysWith: { first, _ in first })
        guard let family = FamilyNumbers.number(of: name, vendor: description.vendor, product: description.product)
        else {
            throw FormatError(
                name, "", "There are too many formats.",
                "At most \(FamilyNumbers.room) names can be used until Earshot is started again; remove some.")
        }
        self.family = family
    }

    public var name: String { description.name }
    public var table: String { description.table.name }
    /// Lines it has taken, and lines on which it was given up.
    public var counts: (matched: Int, abandoned: Int) {
        (matches.load(ordering: .relaxed), abandonments.load(ordering: .relaxed))
    }

    func countMatch() { matches.wrappingAdd(1, ordering: .relaxed) }
    func countAbandoned() { abandonments.wrappingAdd(1, ordering: .relaxed) }
}

/// The formats in force, in the order in which they are asked.
public struct OwnFormats: Sendable {
    public let all: [OwnFormat]
    let before: [OwnFormat]
    let after: [OwnFormat]

    public init(_ formats: [OwnFormat] = []) {
        all = formats
        before = formats.filter { $0.description.order == .before }
        after = formats.filter { $0.description.order == .after }
    }

    var isEmpty: Bool { all.isEmpty }
}

extension JSONPath {
    /// The place of a dotted name that is not known before.
    init(of name: String) {
        self.init(hash: name.utf8.reduce(JSONPath.root.hash) { JSONPath.step($0, $1) })
    }
}
