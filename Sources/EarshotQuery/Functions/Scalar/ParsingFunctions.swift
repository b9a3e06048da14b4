import EarshotModel

/// URLs, paths, XML, CSV, command lines.
enum ParsingFunctions {
    static let all: [ScalarFunction] = [
        ScalarFunction(
            "parse_url", [.string], .exactly(.dynamic), "The parts of an absolute URL.",
            examples: [.init("parse_url('https://user@host:1234/a/b?k=v#f').Host", "dynamic('host')")]
        ) { "kql_parse_url(\(Spelling.text($0[0])))" },
        ScalarFunction(
            "parse_urlquery", [.string], .exactly(.dynamic), "The parameters of a URL's query.",
            examples: [.init("parse_urlquery('k1=v1&k2=v2')", "dynamic({'Query Parameters':{'k1':'v1','k2':'v2'}})")]
        ) { "kql_parse_urlquery(\(Spelling.text($0[0])))" },
        ScalarFunction(
            "parse_version", [.string], .exactly(.decimal),
            "A version of up to four numbers as one that sorts as versions do; null for what is none.",
            examples: [
                .init("parse_version('1.2') < parse_version('1.10')", "true"),
                .init("isnull(parse_version('moo'))", "true"),
            ]
        ) { "TRY_CAST(nullif(kql_parse_version(\(Spelling.text($0[0]))), '') AS DECIMAL(38, 0))" },
        ScalarFunction(
            "parse_path", [.string], .exactly(.dynamic), "The parts of a file's path.",
            examples: [.init(#"parse_path(@'C:\temp\file.txt').Filename"#, "dynamic('file.txt')")]
        ) { "kql_parse_path(\(Spelling.text($0[0])))" },
        ScalarFunction(
            "parse_csv", [.string], .exactly(.dynamic), "The fields of a line of comma-separated values.",
            examples: [.init("parse_csv('aa,\"b,b\",cc')", "dynamic(['aa','b,b','cc'])")]
        ) { "kql_parse_csv(\(Spelling.text($0[0])))" }.named(.firstArgument),
        ScalarFunction(
            "parse_xml", [.string], .exactly(.dynamic),
            "An XML document as a bag: attributes as `@name`, text beside them as `#text`; null for what is no XML.",
            examples: [.init("parse_xml('<a x=\"1\"><b>t</b></a>')", "dynamic({'a':{'@x':'1','b':'t'}})")]
        ) { "kql_parse_xml(\(Spelling.text($0[0])))" }.named(.firstArgument),
        ScalarFunction(
            "parse_command_line", [.string, .constant(.string)], .exactly(.dynamic),
            "The arguments of a Windows command line.",
            examples: [
                .init("parse_command_line('echo \"hello world!\"', 'windows')", "dynamic(['echo','hello world!'])")
            ]
        ) { (a) throws(EmissionError) -> SQL in
            guard try Spelling.constantText(a, 1, "the parser").lowercased() == "windows" else {
                throw EmissionError("the only parser is 'windows'", argument: 1)
            }
            return "kql_parse_command_line(\(Spelling.text(a[0])))"
        },
        ScalarFunction(
            "parse_user_agent", [.string, .text], optional: 1, .exactly(.dynamic),
            "Browser, system and device behind a user agent.",
            examples: [.init("parse_user_agent('curl/8.1.2', 'browser').Browser.Family", "dynamic('curl')")]
        ) { a in
            let wanted: SQL = a.count > 1 ? Spelling.json(a[1]) : "json_array('browser', 'os', 'device')"
            return Spelling.call("kql_parse_user_agent", Spelling.text(a[0]), wanted)
        },
    ].flatMap { function in
        switch function.name {
        case "parse_url": [function, function.renamed("parseurl")]
        case "parse_urlquery": [function, function.renamed("parseurlquery")]
        default: [function]
        }
    }
}
