import EarshotModel
import EarshotParsing
import Yams

/// Descriptions of formats as YAML.
enum FormatYAML {
    static func node(_ node: Node) -> FormatNode {
        switch node {
        case .scalar(let scalar): .text(scalar.string)
        case .sequence(let sequence): .list(sequence.map(Self.node))
        case .mapping(let mapping):
            .map(mapping.map { FormatNode.Member($0.key.string ?? "", Self.node($0.value)) })
        case .alias: .text("")
        }
    }

    static func text(_ node: FormatNode) throws -> String {
        try Yams.serialize(node: yaml(node), allowUnicode: true)
    }

    private static func yaml(_ node: FormatNode) -> Node {
        switch node {
        // Quoted, so that `no` and `1` stay texts.
        case .text(let text): .scalar(.init(text, .implicit, .singleQuoted))
        case .list(let list): Node(list.map(yaml))
        case .map(let members): Node(members.map { (Node($0.key), yaml($0.value)) })
        }
    }

    /// The formats of `formats:` in the configuration file, ready to read lines.
    static func formats(_ node: Node, file: String) throws -> [OwnFormat] {
        guard let mapping = node.mapping else {
            throw ConfigurationError(
                "`formats` must consist of `name: {…}`, one for each format; docs/formats.md shows some.", file: file,
                line: node.mark?.line)
        }
        return try mapping.map { name, description in
            let line = name.mark?.line
            do {
                return try OwnFormat(
                    name.string ?? "", Self.node(description), origin: "\(file):\(line.map(String.init) ?? "")")
            } catch let error as FormatError {
                throw ConfigurationError(error.description, file: file, line: line)
            }
        }
    }
}
