internal import EarshotModel

/// Names of DNS numbers. Source: IANA, "Domain Name System (DNS) Parameters".
enum DNSNumbers {
    /// `A` of 1; nil for a type without a name here.
    static func type(_ number: Int64) -> StaticString? {
        for entry in types where entry.number == number { return entry.name }
        return nil
    }

    /// `NXDOMAIN` of 3.
    static func code(_ number: Int64) -> StaticString? {
        guard number >= 0, number < Int64(codes.count) else { return nil }
        return codes[Int(number)]
    }

    private static let codes: [StaticString] = [
        "NOERROR", "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP", "REFUSED", "YXDOMAIN", "YXRRSET", "NXRRSET", "NOTAUTH",
        "NOTZONE",
    ]

    private static let types: [(number: Int64, name: StaticString)] = [
        (1, "A"), (28, "AAAA"), (65, "HTTPS"), (5, "CNAME"), (12, "PTR"), (16, "TXT"), (15, "MX"), (2, "NS"),
        (6, "SOA"),
        (33, "SRV"), (64, "SVCB"), (35, "NAPTR"), (43, "DS"), (48, "DNSKEY"), (46, "RRSIG"), (47, "NSEC"),
        (50, "NSEC3"),
        (52, "TLSA"), (255, "ANY"), (257, "CAA"), (252, "AXFR"), (251, "IXFR"), (13, "HINFO"), (44, "SSHFP"),
        (61, "OPENPGPKEY"), (29, "LOC"), (39, "DNAME"), (41, "OPT"), (249, "TKEY"), (250, "TSIG"), (256, "URI"),
    ]
}
