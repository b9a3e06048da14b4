internal import EarshotModel

/// Events without data of their own say it only in their message, in lines of `Label:` and value.
enum WindowsMessage {
    static func read(_ row: inout EventRow) {
        guard let message = row.value(.eventMessage)?.text else { return }
        let text = Array(row.text[message])
        if let address = value(of: "Client Address:", text) ?? value(of: "Source Network Address:", text) {
            put(address, text, &row)
        }
        if !row.has(.targetUsername), !row.has(.actorUsername), let user = value(of: "User Name:", text) {
            row.set(.actorUsername, text.span, user)
        }
    }

    private static func put(_ range: Range<Int>, _ text: [UInt8], _ row: inout EventRow) {
        if let address = EventRow.address(text.span, range.lowerBound, range.upperBound) {
            return row.set(.srcIpAddr, address: address)
        }
        guard let colon = range.last(where: { text[$0] == Byte.colon }),
            let address = EventRow.address(text.span, range.lowerBound, colon)
        else { return }
        row.set(.srcIpAddr, address: address)
        if !row.has(.srcPortNumber) { row.set(.srcPortNumber, text.span, colon + 1, range.upperBound) }
    }

    /// What stands behind a label to the end of its line (or of the word, where lines were joined); nil: nothing.
    private static func value(of label: StaticString, _ text: [UInt8]) -> Range<Int>? {
        let span = text.span
        var index = 0
        while index < span.count, !span.has(label, at: index, span.count) { index += 1 }
        index += label.utf8CodeUnitCount
        while index < span.count, span[index] == Byte.tab || span[index] == Byte.space { index += 1 }
        guard index < span.count else { return nil }
        let end = span.endOfToken(index, span.count)
        return end > index && !(end - index == 1 && span[index] == Byte.dash) ? index..<end : nil
    }
}
