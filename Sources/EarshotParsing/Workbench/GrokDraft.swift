internal import EarshotModel

/// Writes the pattern of a shape, with a name for each variable part.
struct GrokDraft {
    private let pieces: [LinePart]
    private(set) var pattern = ""
    private(set) var names: [String] = []
    /// Keys of `key=value` and the columns for them.
    private(set) var pairs: [(key: String, column: String)] = []
    private var keys = 0
    private let addresses: Int
    private var lastAddress: String?

    init(_ pieces: [LinePart]) {
        self.pieces = pieces
        addresses = pieces.count { $0.kind == .ip }
    }

    /// So many pairs that it is `key=value` through and through, whose keys come and go.
    var isPairs: Bool { keys >= 5 && keys * 6 >= pieces.count && pairs.count >= 2 }

    var table: String {
        let used = Set(isPairs ? pairs.map(\.column) : names)
        if used.contains("DnsQuery") { return EventTable.dns.name }
        if used.contains("SrcIpAddr"), used.contains("DstIpAddr") { return EventTable.networkSession.name }
        return EventTable.auditEvent.name
    }

    mutating func write() {
        pattern = "^"
        for index in pieces.indices { write(index) }
        pattern += "$"
    }

    private mutating func write(_ index: Int) {
        let piece = pieces[index]
        switch piece.kind {
        case .literal: pattern += Self.escaped(piece.text)
        case .blank: pattern += piece.text.count > 1 ? "\\s+" : " "
        case .rest: pattern += "%{GREEDYDATA:Rest}"
        case .quoted:
            notePair(index)
            pattern += "\"%{DATA:\(name(index))}\""
        default:
            notePair(index)
            pattern += "%{\(grok(index)):\(name(index))}"
        }
    }

    /// A number that follows a dot or a sign is not one to %{NUMBER}, which begins where numbers begin.
    private func grok(_ index: Int) -> String {
        let kind = pieces[index].kind
        let isInner = kind == .decimal && index > 0 && [".", "+", "-"].contains(pieces[index - 1].text)
        return Self.grok(isInner ? .name : kind, isLast: isLoose(index))
    }

    private static func grok(_ kind: LinePart.Kind, isLast: Bool) -> String {
        switch kind {
        case .ip: "IP"
        case .mac: "MAC"
        case .number: "INT"
        case .decimal: "NUMBER"
        case .hex: "BASE16NUM"
        case .uuid: "UUID"
        case .url: "URI"
        case .path: "UNIXPATH"
        case .host: "HOSTNAME"
        case .isoTime: "TIMESTAMP_ISO8601"
        case .syslogTime: "SYSLOGTIMESTAMP"
        case .clock: "TIME"
        case .action, .protocol: "WORD"
        default: isLast ? "NOTSPACE" : "DATA"
        }
    }

    /// A blank or the end follows: nothing else can be part of it.
    private func isLoose(_ index: Int) -> Bool { index + 1 == pieces.count || pieces[index + 1].kind == .blank }

    static func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            if #"\^$.|?*+()[]{}%"#.contains(character) { result += "\\" }
            result.append(character)
        }
        return result
    }

    // MARK: Names

    /// `key=` before the part at `index`.
    private func key(before index: Int) -> String? {
        guard index >= 2, pieces[index - 2].isWord, pieces[index - 1].kind == .literal,
            pieces[index - 1].text == "=" || pieces[index - 1].text == ":"
        else { return nil }
        return pieces[index - 2].text
    }

    /// The word before the part: `from 192.0.2.1`, `port 80`, `user: x`.
    private func word(before index: Int) -> String? {
        var place = index - 1
        while place >= 0, pieces[place].kind == .blank || pieces[place] == .literal(":") { place -= 1 }
        return place >= 0 && place < index - 1 && pieces[place].isWord ? pieces[place].text : nil
    }

    private mutating func notePair(_ index: Int) {
        guard let key = key(before: index), pieces[index - 1].text == "=" else { return }
        keys += 1
        // A value of several parts is not what one of its parts is.
        guard isLoose(index) || [",", ";", "|"].contains(pieces[index + 1].text) else { return }
        if let column = FieldNames.column(key, pieces[index].kind), !pairs.contains(where: { $0.column == column }) {
            pairs.append((key, column))
        }
    }

    private mutating func name(_ index: Int) -> String {
        let wanted = column(index) ?? ownName(index)
        var name = wanted
        var number = 2
        while names.contains(name) {
            name = (EventField(named: wanted) == nil ? wanted : ownName(index)) + String(number)
            number += 1
        }
        names.append(name)
        return name
    }

    private mutating func column(_ index: Int) -> String? {
        let kind = pieces[index].kind
        let said = (key(before: index) ?? word(before: index)).flatMap { FieldNames.column($0, kind) }
        switch kind {
        case .ip:
            let column = said ?? order()
            lastAddress = column
            return column
        case .number where isPort(index):
            if let said, said.hasSuffix("PortNumber"), key(before: index) != nil { return said }
            return lastAddress == "DstIpAddr" ? "DstPortNumber" : "SrcPortNumber"
        case .isoTime, .syslogTime: return names.contains("TimeGenerated") ? nil : "TimeGenerated"
        case .protocol: return "NetworkProtocol"
        case .action: return addresses >= 2 ? "DvcAction" : nil
        default: return said
        }
    }

    /// The first address is the source's, the second the destination's.
    private func order() -> String? {
        if !names.contains("SrcIpAddr") { return "SrcIpAddr" }
        return names.contains("DstIpAddr") ? nil : "DstIpAddr"
    }

    /// It follows an address and a sign, or the word `port`.
    private func isPort(_ index: Int) -> Bool {
        if index >= 2, pieces[index - 2].kind == .ip, [":", "#", "/", "."].contains(pieces[index - 1].text) {
            return true
        }
        let word = (key(before: index) ?? word(before: index))?.lowercased()
        return word == "port" && lastAddress != nil
    }

    private func ownName(_ index: Int) -> String {
        if let key = key(before: index) ?? word(before: index) {
            let plain = key.utf8.map { $0.isAlphanumeric ? $0 : Byte.underscore }
            return String(decoding: plain, as: UTF8.self)
        }
        return "\(pieces[index].kind)"
    }
}
