import Testing

@testable import EarshotParsing

/// A description that is wrong says which format, which key, and what would be right.
struct FormatErrorTests {
    @Test(arguments: [
        (
            #"{"pattern": "x", "tabel": "Dns"}"#,
            "Format `acme`, `tabel`: There is no such key. Did you mean `table`? Keys are: pattern,"
        ),
        (
            #"{"table": "Dns"}"#,
            "Format `acme`, `pattern`: It does not say how lines are written. Give one of pattern, keyValue, csv, json."
        ),
        (
            #"{"pattern": "x", "json": true, "table": "Dns"}"#,
            "Format `acme`, `pattern`: It says twice how lines are written."
        ),
        (
            #"{"pattern": "x", "table": "NetworkSesion"}"#,
            "Format `acme`, `table`: There is no table `NetworkSesion` for events. Did you mean `NetworkSession`?"
        ),
        (
            #"{"pattern": "%{WORD:a}"}"#,
            "Format `acme`, `table`: It does not say to which table its lines go. Add `table: NetworkSession`"
        ),
        (
            #"{"pattern": "%{IP:a}", "table": "Dns", "fields": {"a": "SrcIpAdr"}}"#,
            "Format `acme`, `fields.a`: There is no column `SrcIpAdr`. Did you mean `SrcIpAddr`?"
        ),
        (
            #"{"pattern": "%{IP:a}", "table": "Dns", "fields": {"b": "SrcIpAddr"}}"#,
            "Format `acme`, `fields.b`: Nothing in the line is called `b`. Did you mean `a`? It has: a."
        ),
        (
            #"{"pattern": "%{IP:a}", "table": "Dns", "order": "first"}"#,
            "Format `acme`, `order`: `first` is not possible here. Write before or after."
        ),
        (
            #"{"pattern": "x", "table": "Dns", "constants": {"SrcIpAddr": "home"}}"#,
            "Format `acme`, `constants.SrcIpAddr`: `home` is no IP address. Write one, or leave the constant out."
        ),
        (
            #"{"pattern": "%{WORD:DvcAction}", "table": "Dns", "actions": {"go": "Fly"}}"#,
            "Format `acme`, `actions.go`: `Fly` is no action. Write Allow, Deny, Drop, Reset."
        ),
        (
            #"{"pattern": "%{WORD:t}", "table": "Dns", "time": {"field": "t", "format": "QQ"}}"#,
            "Format `acme`, `time.format`: The time has the letter `Q`, which stands for nothing."
        ),
        (
            #"{"pattern": "%{WORD:t}", "table": "Dns", "time": {"field": "t", "format": "HH:mm"}}"#,
            "Format `acme`, `time.format`: The time `HH:mm` has no day."
        ),
        (
            #"{"csv": {"columns": ["a"]}, "table": "Dns"}"#,
            "Format `acme`, `csv.columns`: There must be 2 to 200 names."
        ),
        (
            #"{"keyValue": {"separator": "ab"}, "table": "Dns"}"#,
            "Format `acme`, `keyValue.separator`: `ab` is not one character. Write one character, `tab` or `space`."
        ),
        (
            #"{"pattern": "%{INT:d}", "table": "Dns", "fields": {"d": {"column": "NetworkDuration", "times": "x"}}}"#,
            "Format `acme`, `fields.d.times`: `x` is no whole number."
        ),
        (#"[]"#, "Format `acme`: The description must consist of `key: value` lines."),
    ]) func errorsNameTheKey(_ description: String, _ expected: String) {
        let error = formatError(description)
        #expect(error.hasPrefix(expected), "\(error)")
    }

    @Test func names() {
        let good = #"{"pattern": "x", "table": "Dns"}"#
        #expect(formatError(good) == "")
        #expect(formatError(good, name: "Acme Router").hasPrefix("Format `Acme Router`: This cannot be a name."))
        #expect(formatError(good, name: "../x").hasPrefix("Format `../x`: This cannot be a name."))
        #expect(
            formatError(good, name: "mikrotik")
                == "Format `mikrotik`: A built-in family has this name. Choose another one, such as `my_mikrotik`.")
    }
}
