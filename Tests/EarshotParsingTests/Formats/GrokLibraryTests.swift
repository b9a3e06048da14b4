import Testing

@testable import EarshotParsing

/// Every standard pattern: it compiles, and it fits what its name says and nothing else.
struct GrokLibraryTests {
    private static func fits(_ pattern: String, _ text: String) throws -> Bool {
        let compiled = try GrokPattern("^(?:%{\(pattern)})$", custom: [:], format: "t", key: "pattern")
        var groups: [Range<Int>] = []
        let bytes = Array(text.utf8)
        return compiled.match(bytes.span, 0, bytes.count, into: &groups) == .matched
    }

    @Test(arguments: GrokLibrary.names) func compiles(_ name: String) throws {
        _ = try GrokPattern("%{\(name):x}", custom: [:], format: "t", key: "pattern")
        #expect(Self.examples.contains { $0.0 == name }, "\(name) has no example")
    }

    @Test(arguments: examples) func fits(_ name: String, _ good: [String], _ bad: [String]) throws {
        for text in good { #expect(try Self.fits(name, text), "\(name) is to fit \(text)") }
        for text in bad { #expect(try !Self.fits(name, text), "\(name) is not to fit \(text)") }
    }

    static let examples: [(String, [String], [String])] = [
        ("USERNAME", ["ada.l-1_x"], ["ada l", ""]), ("USER", ["ada"], ["a@b"]),
        ("EMAILLOCALPART", ["ada+home"], ["a b"]), ("EMAILADDRESS", ["ada@home.example"], ["ada", "@home.example"]),
        ("INT", ["-12", "+7", "0"], ["1.5", "x"]), ("BASE10NUM", ["1.5", "-2", ".5"], ["1.5.2", "x"]),
        ("NUMBER", ["12", "1.25"], ["1,5"]), ("BASE16NUM", ["0xFf", "ab12"], ["xyz"]),
        ("BASE16FLOAT", ["a.b", "0x1f"], ["g.h"]), ("POSINT", ["1", "443"], ["0", "-1"]),
        ("NONNEGINT", ["0", "12"], ["-1"]), ("WORD", ["eth0_1"], ["a-b", ""]), ("NOTSPACE", ["a,b;c"], ["a b"]),
        ("SPACE", ["", "  "], ["x"]), ("DATA", ["", "a b"], []), ("GREEDYDATA", ["a b"], []),
        ("QUOTEDSTRING", [#""a \" b""#, "'x'"], [#""a"#]), ("QS", [#""a""#], ["a"]),
        ("UUID", ["123e4567-e89b-12d3-a456-426614174000"], ["123e4567"]), ("URN", ["urn:isbn:0451450523"], ["isbn"]),
        ("BOOL", ["true", "False"], ["yes"]),
        (
            "MAC", ["02:00:00:aa:bb:cc", "0200.00aa.bbcc", "02-00-00-AA-BB-CC"],
            ["02:00:00:aa:bb", "02:00:00:aa:bb:gg"]
        ),
        ("CISCOMAC", ["0200.00aa.bbcc"], ["02:00:00:aa:bb:cc"]), ("WINDOWSMAC", ["02-00-00-AA-BB-CC"], ["0200"]),
        ("COMMONMAC", ["02:00:00:aa:bb:cc"], ["02-00-00-aa-bb-cc"]),
        ("IPV4", ["192.0.2.1", "255.255.255.255"], ["256.0.0.1", "1.2.3", "1.2.3.4.5"]),
        (
            "IPV6", ["2001:db8::1", "::", "::1", "fe80::1%eth0", "1:2:3:4:5:6:7:8", "::ffff:192.0.2.1", "2001:db8::"],
            ["1:2:3", "1:2:3:4:5:6:7:8:9", "12345::1", "1::2::3", "10:20:30"]
        ),
        ("IP", ["192.0.2.1", "2001:db8::1"], ["host"]), ("HOSTNAME", ["tv.home.example", "nas-1"], ["-x", "a..b"]),
        ("HOST", ["nas"], ["a b"]), ("IPORHOST", ["nas", "192.0.2.1", "::1"], ["a b"]),
        ("HOSTPORT", ["nas:80", "192.0.2.1:443"], ["nas"]), ("PATH", ["/var/log", #"C:\Temp"#], ["var"]),
        ("UNIXPATH", ["/var/log/x.log", "/"], ["var/log"]), ("TTY", ["/dev/pts/1", "/dev/tty1"], ["/dev/null"]),
        ("WINPATH", [#"C:\a b\c"#, #"\\nas\share"#], ["/a"]), ("URIPROTO", ["https", "svn+ssh"], ["1x"]),
        ("URIHOST", ["nas:8080", "192.0.2.1"], ["a/b"]), ("URIPATH", ["/a/b-c"], ["a"]),
        ("URIQUERY", ["a=1&b=2"], ["a b"]), ("URIPARAM", ["?a=1&b=2"], ["a=1"]),
        ("URIPATHPARAM", ["/a?b=1", "/a"], ["?b"]),
        ("URI", ["https://ada@nas.example:8443/a?b=c", "ftp://192.0.2.1/"], ["nas.example"]),
        ("MONTH", ["Nov", "november", "May"], ["Nova", "13"]), ("MONTHNUM", ["1", "09", "12"], ["13", "0"]),
        ("MONTHNUM2", ["09"], ["9"]), ("MONTHDAY", ["1", "31"], ["32", "0"]), ("DAY", ["Mon", "Sunday"], ["Xyz"]),
        ("YEAR", ["2026", "26"], ["202"]), ("HOUR", ["0", "23"], ["24"]), ("MINUTE", ["59"], ["60", "5"]),
        ("SECOND", ["59", "60", "07.123"], ["61"]), ("TIME", ["13:15:55", "1:05:09,25"], ["13:15", "25:00:00"]),
        ("DATE_US", ["11/27/2026"], ["27/11/2026"]), ("DATE_EU", ["27.11.2026"], ["2026-11-27"]),
        ("ISO8601_TIMEZONE", ["Z", "+01:00", "-0530"], ["CET"]), ("ISO8601_SECOND", ["59.5"], ["99"]),
        ("TIMESTAMP_ISO8601", ["2026-11-27T13:15:55.123Z", "2026-11-27 13:15:55+01:00"], ["27.11.2026 13:15"]),
        ("DATE", ["27.11.2026", "11/27/26"], ["2026"]), ("DATESTAMP", ["27.11.2026 13:15:55"], ["13:15:55"]),
        ("TZ", ["UTC", "CET", "CEST", "EDT"], ["utc+1"]),
        ("DATESTAMP_RFC822", ["Fri Nov 27 2026 13:15:55 UTC"], ["Nov 27"]),
        ("DATESTAMP_RFC2822", ["Fri, 27 Nov 2026 13:15:55 +01:00"], ["27 Nov"]),
        ("DATESTAMP_OTHER", ["Fri Nov 27 13:15:55 UTC 2026"], ["Nov 27"]),
        ("DATESTAMP_EVENTLOG", ["20261127131555"], ["2026-11-27"]),
        ("HTTPDATE", ["27/Nov/2026:13:15:55 +0100"], ["27/11/2026"]),
        ("HTTPDERROR_DATE", ["Fri Nov 27 13:15:55 2026"], ["Nov 27"]),
        ("SYSLOGTIMESTAMP", ["Nov 27 13:15:55", "Nov  7 13:15:55"], ["27 Nov"]), ("PROG", ["postfix/smtpd"], ["a[1]"]),
        ("SYSLOGPROG", ["sshd[12]", "kernel"], ["a b"]), ("SYSLOGHOST", ["nas", "192.0.2.1"], ["a b"]),
        ("SYSLOGFACILITY", ["<4.6>"], ["<46"]), ("SYSLOGBASE", ["Nov 27 13:15:55 nas sshd[12]:"], ["nas sshd:"]),
        ("SYSLOGBASE2", ["2026-11-27T13:15:55Z nas sshd:"], ["nas"]),
        ("SYSLOGLINE", ["Nov 27 13:15:55 nas sshd[12]: hello there"], ["hello"]),
        ("LOGLEVEL", ["warn", "ERROR", "Information"], ["loud"]), ("HTTPDUSER", ["ada", "ada@home.example"], ["a b"]),
        (
            "COMMONAPACHELOG", [#"192.0.2.9 - ada [27/Nov/2026:13:15:55 +0100] "GET /a HTTP/1.1" 200 512"#],
            ["192.0.2.9 - -"]
        ),
        (
            "COMBINEDAPACHELOG",
            [#"192.0.2.9 - - [27/Nov/2026:13:15:55 +0100] "GET /a HTTP/1.1" 200 - "-" "curl/8""#], ["x"]
        ),
        ("HTTPD_COMMONLOG", [#"nas - - [27/Nov/2026:13:15:55 +0100] "GET / HTTP/1.0" 304 0"#], ["x"]),
        (
            "HTTPD_COMBINEDLOG",
            [#"nas - - [27/Nov/2026:13:15:55 +0100] "GET / HTTP/1.0" 304 0 "https://a.example/" "x""#], ["x"]
        ),
    ]
}
