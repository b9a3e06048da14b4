internal import EarshotModel

/// Connections that Sysmon or the filtering platform saw.
enum WindowsConnection {
    static func prepare(_ event: WindowsEvent, _ line: Span<UInt8>, _ row: inout EventRow) {
        row.set(.eventType, "EndpointNetworkSession")
        if let initiated = event.data("Initiated") {
            let isOutbound = initiated.is("true", line)
            row.set(.networkDirection, isOutbound ? "Outbound" : "Inbound")
            process(event, isSource: isOutbound, line, &row)
        }
        // Message numbers of the security log: inbound and outbound.
        if let direction = event.data("Direction") {
            row.set(.networkDirection, direction.is("%%14592", line) ? "Inbound" : "Outbound")
        }
        switch event.number {
        case 5154, 5156, 5158: row.set(.dvcAction, "Allow")
        case 5031, 5150, 5151, 5152, 5153, 5155, 5157, 5159: row.set(.dvcAction, "Drop")
        default: break
        }
    }
}

extension WindowsConnection {
    /// The process on this side: the source's of an outbound connection.
    private static func process(
        _ event: WindowsEvent, isSource: Bool, _ line: Span<UInt8>, _ row: inout EventRow
    ) {
        guard let image = event.text("Image", line) else { return }
        let number = event.data("ProcessId")?.range ?? 0..<0
        if isSource {
            row.set(.srcProcessName, text: image)
            row.set(.srcProcessId, line, number)
        } else {
            row.add("DstProcessName", text: image)
            row.add("DstProcessId", line, number.lowerBound, number.upperBound)
        }
    }
}

/// Names that Sysmon saw asked for, or that the DNS server was asked for.
enum WindowsNames {
    static func prepare(_ event: WindowsEvent, _ line: Span<UInt8>, _ row: inout EventRow) {
        row.set(.eventType, "Query")
        if let type = event.data("QTYPE"), let number = number(type, line) {
            row.set(.dnsQueryType, number: number)
            if let name = DNSNumbers.type(number) { row.set(.dnsQueryTypeName, name) }
        }
        if let tcp = event.data("TCP") { row.set(.networkProtocol, protocol: tcp.is("0", line) ? 17 : 6) }
        if let results = event.data("QueryResults") { answers(results, line, &row) }
        // Sysmon tells the status of Windows' resolver: 9000 and the response code.
        if let status = event.data("QueryStatus").flatMap({ number($0, line) }) {
            row.set(.eventOriginalResultDetails, text: String(status))
            let code = status == 0 ? 0 : status - 9000
            if let name = DNSNumbers.code(code) {
                row.set(.eventResultDetails, name)
                row.set(.dnsResponseCode, number: code)
            }
            row.set(.eventResult, status == 0 ? "Success" : "Failure")
        }
        if let code = event.data("RCODE").flatMap({ number($0, line) }), let name = DNSNumbers.code(code) {
            row.set(.eventResultDetails, name)
            row.set(.eventResult, code == 0 ? "Success" : "Failure")
        }
    }

    /// `type:  5 edge.example.net;::ffff:203.0.113.5;`: names and addresses.
    private static func answers(_ results: JSONNode, _ line: Span<UInt8>, _ row: inout EventRow) {
        var names: [UInt8] = []
        var start = results.range.lowerBound
        while start < results.range.upperBound {
            let end = line.position(of: 59, start, results.range.upperBound) ?? results.range.upperBound
            var word = end
            while word > start, line[word - 1] != Byte.space { word -= 1 }
            let isMapped = line.has("::ffff:", at: word, end) && line.position(of: Byte.dot, word, end) != nil
            if isMapped { word += 7 }
            if word < end, !line.is("-", word, end) {
                if !names.isEmpty { names.append(Byte.space) }
                names.append(line, word, end)
            }
            start = end + 1
        }
        row.set(.dnsResponseName, names.span, 0, names.count)
    }

    private static func number(_ node: JSONNode, _ line: Span<UInt8>) -> Int64? {
        EventRow.number(line, node.range.lowerBound, node.range.upperBound)
    }
}
