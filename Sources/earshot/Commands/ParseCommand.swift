import ArgumentParser
import EarshotModel
import EarshotParsing
import Glibc

/// `earshot parse`: what Earshot makes of each line. Nothing is stored.
struct ParseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parse", abstract: "Show what Earshot makes of log lines, without storing anything.",
        discussion: """
            Prints one JSON object per line:
              {"line": 1, "table": "NetworkSession", "family": "netfilter", "fields": {…}}
            Lines that no family understands have the table Syslog and are kept whole.
            A file of flow datagrams (a capture, or NetFlow, IPFIX or sFlow payloads) gives one object per flow record; of
            several files the later ones know the templates of the earlier.
            """)

    @Flag(help: "One JSON object per line (the only form there is; accepted for clarity).")
    var json = false

    @Argument(help: "The files; - reads standard input.")
    var files: [String]

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let settings = try common.settings()
        var flows = FlowPrinter()
        for file in files {
            // Standard input is a file like any other; C's `stdin` is a variable that Swift does not trust.
            guard let input = fopen(file == "-" ? "/dev/stdin" : file, "r") else {
                complain("\(file) cannot be read: \(String(cString: strerror(errno))).")
                throw ExitCode.failure
            }
            defer { fclose(input) }
            if Self.holdsFlows(input) { flows.print(input) } else { read(input, settings) }
        }
        flows.complain()
    }

    /// Whether the file begins like flow datagrams; afterwards it is at its beginning again.
    private static func holdsFlows(_ input: UnsafeMutablePointer<FILE>) -> Bool {
        guard fseek(input, 0, SEEK_CUR) == 0 else {
            // A pipe gives back one byte only. No text begins with these, and captures and datagrams mostly do.
            let first = getc(input)
            if first >= 0 { ungetc(first, input) }
            return [0, 0xa1, 0xd4].contains(first)
        }
        var head = [UInt8](repeating: 0, count: FlowFile.headLength)
        let count = fread(&head, 1, head.count, input)
        rewind(input)
        return FlowFile.begins(head.span.extracting(0..<count))
    }

    private func read(_ input: UnsafeMutablePointer<FILE>, _ settings: Settings) {
        var printer = ParsePrinter(settings.parserConfiguration)
        var line: UnsafeMutablePointer<CChar>?
        var capacity = 0
        defer { free(line) }
        while true {
            var count = getline(&line, &capacity, input)
            guard count >= 0, let start = line else { break }
            if count > 0, start[count - 1] == 10 { count -= 1 }
            let bytes = UnsafeRawBufferPointer(start: start, count: count)
            printer.print(Array(bytes))
        }
    }
}

/// Parses line after line and prints each.
private struct ParsePrinter {
    private var parser: EventParser
    private var labels = LabelTable()
    private var batch = ParsedBatch()
    private var number = 0
    private let context: LineContext

    init(_ configuration: ParserConfiguration) {
        parser = EventParser(configuration: configuration)
        let now = Int64(time(nil))
        context = LineContext(source: 0, arrival: Ticks.from(unixSeconds: now) ?? 0)
    }

    mutating func print(_ line: [UInt8]) {
        number += 1
        batch.removeAll()
        parser.parse(line.span, context, labels: &labels, into: &batch)
        Swift.print(ParsedJSON.text(line: number, batch: batch, labels: labels))
    }
}
