/// The standard pattern names of Grok and what each stands for.
///
/// The names and their meaning are Logstash's (its reference, "Grok filter plugin"); the expressions are our own, written
/// for PCRE2: groups that need not be remembered are not, and no repetition can take the same text in two ways, so that a
/// line that does not fit fails fast.
enum GrokLibrary {
    static let patterns: [String: String] = Dictionary(
        (words + addresses + places + times + logs).map { ($0.0, $0.1) }, uniquingKeysWith: { first, _ in first })

    static var names: [String] { patterns.keys.sorted() }

    private static let words: [(String, String)] = [
        ("USERNAME", #"[a-zA-Z0-9._-]+"#),
        ("USER", #"%{USERNAME}"#),
        ("EMAILLOCALPART", #"[a-zA-Z0-9!#$%&'*+/=?^_`{|}~-]{1,64}(?:\.[a-zA-Z0-9!#$%&'*+/=?^_`{|}~-]{1,62}){0,63}"#),
        ("EMAILADDRESS", #"%{EMAILLOCALPART}@%{HOSTNAME}"#),
        ("INT", #"[+-]?[0-9]+"#),
        ("BASE10NUM", #"(?<![0-9.+-])[+-]?(?:[0-9]++(?:\.[0-9]*+)?|\.[0-9]++)"#),
        ("NUMBER", #"%{BASE10NUM}"#),
        ("BASE16NUM", #"(?<![0-9A-Fa-f])[+-]?(?:0[xX])?[0-9A-Fa-f]+"#),
        ("BASE16FLOAT", #"\b(?<![0-9A-Fa-f.])[+-]?(?:0x)?(?:[0-9A-Fa-f]+(?:\.[0-9A-Fa-f]*)?|\.[0-9A-Fa-f]+)\b"#),
        ("POSINT", #"\b[1-9][0-9]*\b"#),
        ("NONNEGINT", #"\b[0-9]+\b"#),
        ("WORD", #"\b\w+\b"#),
        ("NOTSPACE", #"\S+"#),
        ("SPACE", #"\s*"#),
        ("DATA", #".*?"#),
        ("GREEDYDATA", #".*"#),
        ("QUOTEDSTRING", #"(?:"(?:[^"\\]++|\\.)*+"|'(?:[^'\\]++|\\.)*+'|`(?:[^`\\]++|\\.)*+`)"#),
        ("QS", #"%{QUOTEDSTRING}"#),
        ("UUID", #"[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}"#),
        ("URN", #"urn:[0-9A-Za-z][0-9A-Za-z-]{0,31}:[0-9A-Za-z()+,.:=@;$_!*'/?#%-]+"#),
        ("BOOL", #"(?:[Tt]rue|TRUE|[Ff]alse|FALSE)"#),
    ]

    private static let addresses: [(String, String)] = [
        ("MAC", #"(?:%{CISCOMAC}|%{WINDOWSMAC}|%{COMMONMAC})"#),
        ("CISCOMAC", #"(?:[A-Fa-f0-9]{4}\.){2}[A-Fa-f0-9]{4}"#),
        ("WINDOWSMAC", #"(?:[A-Fa-f0-9]{2}-){5}[A-Fa-f0-9]{2}"#),
        ("COMMONMAC", #"(?:[A-Fa-f0-9]{2}:){5}[A-Fa-f0-9]{2}"#),
        (
            "IPV4",
            #"(?<![0-9.])(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})\.){3}(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})(?![0-9])"#
        ),
        // Eight groups, or fewer with one gap of zeros; the last two may be written as an IPv4 address (RFC 4291 §2.2).
        (
            "IPV6",
            #"(?<![0-9A-Fa-f:.])(?=[0-9A-Fa-f:]*:[0-9A-Fa-f]*:)(?:(?:[0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}"#
                + #"|(?:[0-9A-Fa-f]{1,4}:){6}%{IPV4}|(?:[0-9A-Fa-f]{1,4}(?::[0-9A-Fa-f]{1,4}){0,6})?::"#
                + #"(?:(?:[0-9A-Fa-f]{1,4}:){0,5}%{IPV4}|[0-9A-Fa-f]{1,4}(?::[0-9A-Fa-f]{1,4}){0,6})?)"#
                + #"(?![0-9A-Fa-f:])(?:%[0-9A-Za-z_.-]+)?"#
        ),
        ("IP", #"(?:%{IPV6}|%{IPV4})"#),
        ("HOSTNAME", #"\b[0-9A-Za-z][0-9A-Za-z-]{0,62}(?:\.[0-9A-Za-z][0-9A-Za-z-]{0,62})*(?:\.|\b)"#),
        ("HOST", #"%{HOSTNAME}"#),
        ("IPORHOST", #"(?:%{IP}|%{HOSTNAME})"#),
        ("HOSTPORT", #"%{IPORHOST}:%{POSINT}"#),
    ]

    private static let places: [(String, String)] = [
        ("PATH", #"(?:%{UNIXPATH}|%{WINPATH})"#),
        ("UNIXPATH", #"(?:/[\w_%!$@:.,+~-]*)+"#),
        ("TTY", #"/dev/(?:pts|tty[pq]?)(?:\w+)?/?(?:[0-9]+)"#),
        ("WINPATH", #"(?:[A-Za-z]+:|\\)(?:\\[^\\?*]*)+"#),
        ("URIPROTO", #"[A-Za-z][A-Za-z0-9+.-]+"#),
        ("URIHOST", #"%{IPORHOST}(?::%{POSINT})?"#),
        ("URIPATH", #"(?:/[A-Za-z0-9$.+!*'(){},~:;=@#%&_-]*)+"#),
        ("URIQUERY", #"[A-Za-z0-9$.+!*'|(){},~@#%&/=:;_?\[\]<>-]*"#),
        ("URIPARAM", #"\?%{URIQUERY}"#),
        ("URIPATHPARAM", #"%{URIPATH}(?:%{URIPARAM})?"#),
        ("URI", #"%{URIPROTO}://(?:%{USER}(?::[^@]*)?@)?(?:%{URIHOST})?(?:%{URIPATHPARAM})?"#),
    ]

    private static let times: [(String, String)] = [
        (
            "MONTH",
            #"\b(?:[Jj]an(?:uary)?|[Ff]eb(?:ruary)?|[Mm]ar(?:ch)?|[Aa]pr(?:il)?|[Mm]ay|[Jj]une?|[Jj]uly?|[Aa]ug(?:ust)?|"#
                + #"[Ss]ep(?:t(?:ember)?)?|[Oo]ct(?:ober)?|[Nn]ov(?:ember)?|[Dd]ec(?:ember)?)\b"#
        ),
        ("MONTHNUM", #"(?:0?[1-9]|1[0-2])"#),
        ("MONTHNUM2", #"(?:0[1-9]|1[0-2])"#),
        ("MONTHDAY", #"(?:0[1-9]|[12][0-9]|3[01]|[1-9])"#),
        (
            "DAY",
            #"(?:Mon(?:day)?|Tue(?:sday)?|Wed(?:nesday)?|Thu(?:rsday)?|Fri(?:day)?|Sat(?:urday)?|Sun(?:day)?)"#
        ),
        ("YEAR", #"(?:[0-9]{4}|[0-9]{2})"#),
        ("HOUR", #"(?:2[0123]|[01]?[0-9])"#),
        ("MINUTE", #"[0-5][0-9]"#),
        ("SECOND", #"(?:[0-5]?[0-9]|60)(?:[:.,][0-9]+)?"#),
        ("TIME", #"(?<![0-9])%{HOUR}:%{MINUTE}(?::%{SECOND})(?![0-9])"#),
        ("DATE_US", #"%{MONTHNUM}[/-]%{MONTHDAY}[/-]%{YEAR}"#),
        ("DATE_EU", #"%{MONTHDAY}[./-]%{MONTHNUM}[./-]%{YEAR}"#),
        ("ISO8601_TIMEZONE", #"(?:Z|[+-]%{HOUR}(?::?%{MINUTE}))"#),
        ("ISO8601_SECOND", #"%{SECOND}"#),
        (
            "TIMESTAMP_ISO8601",
            #"%{YEAR}-%{MONTHNUM}-%{MONTHDAY}[T ]%{HOUR}:?%{MINUTE}(?::?%{SECOND})?%{ISO8601_TIMEZONE}?"#
        ),
        ("DATE", #"(?:%{DATE_US}|%{DATE_EU})"#),
        ("DATESTAMP", #"%{DATE}[- ]%{TIME}"#),
        ("TZ", #"(?:[APMCE][SD]T|UTC|GMT|CES?T|WES?T|EES?T)"#),
        ("DATESTAMP_RFC822", #"%{DAY} %{MONTH} %{MONTHDAY} %{YEAR} %{TIME} %{TZ}"#),
        ("DATESTAMP_RFC2822", #"%{DAY}, %{MONTHDAY} %{MONTH} %{YEAR} %{TIME} %{ISO8601_TIMEZONE}"#),
        ("DATESTAMP_OTHER", #"%{DAY} %{MONTH} %{MONTHDAY} %{TIME} %{TZ} %{YEAR}"#),
        ("DATESTAMP_EVENTLOG", #"%{YEAR}%{MONTHNUM2}%{MONTHDAY}%{HOUR}%{MINUTE}%{SECOND}"#),
        ("HTTPDATE", #"%{MONTHDAY}/%{MONTH}/%{YEAR}:%{TIME} %{INT}"#),
        ("HTTPDERROR_DATE", #"%{DAY} %{MONTH} %{MONTHDAY} %{TIME} %{YEAR}"#),
        ("SYSLOGTIMESTAMP", #"%{MONTH} +%{MONTHDAY} %{TIME}"#),
    ]

    private static let logs: [(String, String)] = [
        ("PROG", #"[\x21-\x5a\x5c\x5e-\x7e]+"#),
        ("SYSLOGPROG", #"%{PROG:program}(?:\[%{POSINT:pid}\])?"#),
        ("SYSLOGHOST", #"%{IPORHOST}"#),
        ("SYSLOGFACILITY", #"<%{NONNEGINT:facility}.%{NONNEGINT:priority}>"#),
        ("SYSLOGBASE", #"%{SYSLOGTIMESTAMP:timestamp} (?:%{SYSLOGFACILITY} )?%{SYSLOGHOST:logsource} %{SYSLOGPROG}:"#),
        (
            "SYSLOGBASE2",
            #"(?:%{SYSLOGTIMESTAMP:timestamp}|%{TIMESTAMP_ISO8601:timestamp})(?: %{SYSLOGFACILITY})?"#
                + #"(?: %{SYSLOGHOST:logsource})?(?: %{SYSLOGPROG}:)?"#
        ),
        ("SYSLOGLINE", #"%{SYSLOGBASE2} %{GREEDYDATA:message}"#),
        (
            "LOGLEVEL",
            #"(?:[Aa]lert|ALERT|[Tt]race|TRACE|[Dd]ebug|DEBUG|[Nn]otice|NOTICE|[Ii]nfo(?:rmation)?|INFO(?:RMATION)?|"#
                + #"[Ww]arn(?:ing)?|WARN(?:ING)?|[Ee]rr(?:or)?|ERR(?:OR)?|[Cc]rit(?:ical)?|CRIT(?:ICAL)?|[Ff]atal|FATAL|"#
                + #"[Ss]evere|SEVERE|[Ee]merg(?:ency)?|EMERG(?:ENCY)?)"#
        ),
        ("HTTPDUSER", #"(?:%{EMAILADDRESS}|%{USER})"#),
        (
            "COMMONAPACHELOG",
            #"%{IPORHOST:clientip} %{HTTPDUSER:ident} %{HTTPDUSER:auth} \[%{HTTPDATE:timestamp}\] "#
                + #""(?:%{WORD:verb} %{NOTSPACE:request}(?: HTTP/%{NUMBER:httpversion})?|%{DATA:rawrequest})" "#
                + #"(?:-|%{NUMBER:response}) (?:-|%{NUMBER:bytes})"#
        ),
        ("COMBINEDAPACHELOG", #"%{COMMONAPACHELOG} %{QS:referrer} %{QS:agent}"#),
        ("HTTPD_COMMONLOG", #"%{COMMONAPACHELOG}"#),
        ("HTTPD_COMBINEDLOG", #"%{COMBINEDAPACHELOG}"#),
    ]
}
