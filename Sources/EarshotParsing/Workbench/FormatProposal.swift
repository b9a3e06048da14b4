internal import EarshotModel

/// A format that would read the lines of a shape: a first draft for a person to look at.
struct FormatProposal {
    let name: String
    let node: FormatNode

    init(_ group: ShapeBoard.Group, identifier: String) {
        name = Self.name(group, identifier)
        var draft = GrokDraft(group.pieces)
        draft.write()
        let table = draft.table
        var members: [FormatNode.Member] = []
        if draft.isPairs {
            members.append(.init("keyValue", .text("true")))
            members.append(.init("fields", .map(draft.pairs.map { .init($0.key, .text($0.column)) })))
            let anchors = draft.pairs.prefix(2).map { FormatNode.text($0.key) }
            members.append(.init("requires", .list(anchors)))
        } else {
            members.append(.init("pattern", .text(draft.pattern)))
        }
        if !group.program.isEmpty { members.append(.init("program", .text(group.program))) }
        members.append(.init("table", .text(table)))
        node = .map(members)
    }

    /// The program's name, or the first word, and the beginning of the identifier.
    private static func name(_ group: ShapeBoard.Group, _ identifier: String) -> String {
        let word = group.program.isEmpty ? group.pieces.first { $0.isWord }?.text ?? "" : group.program
        let plain = word.lowercased().utf8.map { $0.isAlphanumeric ? $0 : Byte.underscore }.prefix(40)
        let text = String(decoding: plain.drop { !$0.isLetter }, as: UTF8.self)
        return (text.isEmpty ? "format" : text) + "_" + identifier.prefix(4)
    }
}
