extension FieldInfo {
    static let naming: [FieldInfo] = [
        .init("DnsQuery", .domain, "The name that was asked for."),
        .init("DnsQueryType", .number, "Type of the question (IANA DNS parameters)."),
        .init("DnsQueryTypeName", .label, "Type of the question: A, AAAA, HTTPS, …."),
        .init("DnsQueryClass", .number, "Class of the question."),
        .init("DnsQueryClassName", .label, "Class of the question: IN, CH, …."),
        .init("DnsResponseName", .text, "The answers, separated by blanks."),
        .init("DnsResponseCode", .number, "Response code (RFC 6895)."),
        .init("DnsFlags", .label, "Flags of the message."),
        .init("DnsNetworkDuration", .number, "Milliseconds until the answer."),
        .init("DnsSessionId", .text, "Identifier of question and answer."),
        .init("TransactionIdHex", .label, "The DNS message's identifier, hexadecimal."),
        .init("DnsAnswerLifetime", .number, "Seconds for which the answers hold (the shortest TTL)."),
    ]
}
