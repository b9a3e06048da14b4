public import EarshotModel

/// Groups messages by their shape, in bounded memory.
///
/// Messages are taken apart into literals and variable parts. Those with the same parts are one group; one that differs
/// from a group in a few words joins it, and the words become variable (after Drain: He, Zhu, Zheng and Lyu, "Drain: An
/// Online Log Parsing Approach with Fixed Depth Tree", ICWS 2017: groups are looked for among messages of the same length
/// and beginning only).
public struct ShapeBoard: Sendable {
    struct Group: Sendable {
        var pieces: [LinePart]
        var count = 0
        var sources: [String] = []
        var program: String
        var samples: [String] = []
    }

    private struct Bucket: Hashable {
        var length: Int
        var beginning: LinePart?
    }

    private(set) var groups: [Group] = []
    private var buckets: [Bucket: [Int]] = [:]
    /// The group of parts that were seen as they are.
    private var known: [[LinePart]: Int] = [:]
    public private(set) var lines = 0
    public private(set) var ungrouped = 0

    static let maximumGroups = 500
    private static let maximumKnown = 4_000
    static let maximumSamples = 5
    private static let maximumSources = 8
    private static let maximumSampleBytes = 2_048
    /// Of the words of two messages, how many must be the same.
    private static let similarity = 0.6

    public init() {}

    /// `start`: where the message begins in the line.
    public mutating func add(_ line: [UInt8], messageStart start: Int, program: String, source: String) {
        lines += 1
        let end = line.span.trimEnd(0, line.count)
        guard start < end else {
            ungrouped += 1
            return
        }
        let pieces = ShapeLexer.pieces(line.span, start, end)
        guard let index = group(of: pieces, program) else {
            ungrouped += 1
            return
        }
        note(index, line, source)
    }

    private mutating func note(_ index: Int, _ line: [UInt8], _ source: String) {
        groups[index].count += 1
        if groups[index].sources.count < Self.maximumSources, !groups[index].sources.contains(source) {
            groups[index].sources.append(source)
        }
        guard groups[index].samples.count < Self.maximumSamples, line.count <= Self.maximumSampleBytes else { return }
        let text = String(decoding: line, as: UTF8.self)
        if !groups[index].samples.contains(text) { groups[index].samples.append(text) }
    }

    private mutating func group(of pieces: [LinePart], _ program: String) -> Int? {
        if let index = known[pieces], groups[index].program == program { return index }
        let bucket = Bucket(length: pieces.count, beginning: pieces.first { $0.isWord })
        for index in buckets[bucket] ?? [] where groups[index].program == program {
            guard let merged = Self.merged(groups[index].pieces, pieces) else { continue }
            groups[index].pieces = merged
            remember(pieces, index)
            return index
        }
        guard groups.count < Self.maximumGroups else { return nil }
        groups.append(Group(pieces: pieces, program: program))
        buckets[bucket, default: []].append(groups.count - 1)
        remember(pieces, groups.count - 1)
        return groups.count - 1
    }

    private mutating func remember(_ pieces: [LinePart], _ index: Int) {
        if known.count < Self.maximumKnown { known[pieces] = index }
    }

    /// One shape for two, when they differ in few words and in no sign; nil: they are two.
    static func merged(_ left: [LinePart], _ right: [LinePart]) -> [LinePart]? {
        guard left.count == right.count else { return nil }
        var result = left
        var words = 0
        var same = 0
        for index in left.indices {
            let (one, other) = (left[index], right[index])
            if one.kind == .blank, other.kind == .blank {
                if other.text.count > one.text.count { result[index] = other }
                continue
            }
            let isKey = index + 1 < left.count && left[index + 1] == .literal("=")
            words += one.isWord || other.isWord ? 1 : 0
            if one == other {
                same += one.isWord ? 1 : 0
                continue
            }
            guard let joined = join(one, other), !isKey else { return nil }
            result[index] = joined
            // A part that was a name before says nothing about likeness.
            if one.kind == .name || other.kind == .name { words -= one.isWord || other.isWord ? 1 : 0 }
        }
        return words == 0 || Double(same) >= Double(words) * similarity ? result : nil
    }

    /// What two different parts have in common; signs and blanks have nothing.
    private static func join(_ left: LinePart, _ right: LinePart) -> LinePart? {
        func isToken(_ piece: LinePart) -> Bool {
            switch piece.kind {
            case .literal: piece.isWord
            case .blank, .quoted, .rest, .isoTime, .syslogTime, .clock: false
            default: true
            }
        }
        guard isToken(left), isToken(right) else { return nil }
        let numbers: Set<LinePart.Kind> = [.number, .decimal]
        if numbers.contains(left.kind), numbers.contains(right.kind) { return .variable(.decimal) }
        return .variable(.name)
    }

    /// The groups, the largest first, each with a format that would read it.
    public func report(limit: Int) -> ShapeReport {
        let shown = groups.sorted { $0.count > $1.count }.prefix(max(0, limit))
        return ShapeReport(
            lines: lines, ungrouped: ungrouped,
            groups: shown.map { group in
                let shape = group.pieces.map(\.mask).joined()
                let id = Self.identifier(shape + group.program)
                let proposal = FormatProposal(group, identifier: id)
                return ShapeGroup(
                    id: id, shape: shape, count: group.count, sources: group.sources, program: group.program,
                    samples: group.samples, proposedName: proposal.name, proposal: proposal.node)
            })
    }

    /// FNV-1a.
    private static func identifier(_ text: String) -> String {
        let hash = text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

extension ShapeBoard {
    /// Groups the lines that `parser` leaves in `Syslog`, for a file of lines.
    public mutating func add(_ line: [UInt8], batch: ParsedBatch, labels: LabelTable, source: String) {
        guard let record = batch.syslog.last, record.reason != .tooLong, record.reason != .notText else { return }
        let text = Array(batch.text[Int(record.lineStart)..<(Int(record.lineStart) + Int(record.lineCount))])
        add(text, messageStart: Int(record.messageStart), program: labels[record.program], source: source)
    }
}
