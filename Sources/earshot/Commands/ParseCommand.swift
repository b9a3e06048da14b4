import ArgumentParser
import EarshotModel
import EarshotParsing
import Foundation
import Glibc

/// `earshot parse`: what Earshot makes of each line. Nothing is stored.
struct ParseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parse", abstract: "Show what Earshot makes of log lines, without storing anything.",
        discussion: """
            Prints one JSON object per line:
              {"line": 1, "table": "NetworkSession", "family": "netfilter", "fields": {…}}
            Lines that no family understands have the table Syslog and are kept whole; --shapes groups them.
            A file of flow datagrams (a capture, or NetFlow, IPFIX or sFlow payloads) gives one object per flow record; of \
            several files the later ones know the templates of the earlier.
            """)

    @Flag(help: "One JSON object per line (the only form there is; accepted for clarity).")
    var json = false

    @Flag(help: "Instead, group the lines that no family understands by their shape, with a format for each group.")
    var shapes = false

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
            if Self.holdsFlows(input) { flows.print(input) } else { read(input, named: file, settings) }
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

    private func read(_ input: UnsafeMutablePointer<FILE>, named file: String, _ settings: Settings) {
        var printer = ParsePrinter(
            settings.parserConfiguration(settings.path("dataDirectory")), groups: shapes, source: file)
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
        printer.finish()
    }
}

/// Parses line after line and prints each.
private struct ParsePrinter {
    private var parser: EventParser
    private var labels = LabelTable()
    private var batch = ParsedBatch()
    private var number = 0
    private let context: LineContext
    private var board: ShapeBoard?
    private let source: String

    init(_ configuration: ParserConfiguration, groups: Bool, source: String) {
        board = groups ? ShapeBoard() : nil
        self.source = source
        parser = EventParser(configuration: configuration)
        let now = Int64(time(nil))
        context = LineContext(source: 0, arrival: Ticks.from(unixSeconds: now) ?? 0)
    }

    mutating func print(_ line: [UInt8]) {
        number += 1
        batch.removeAll()
        parser.parse(line.span, context, labels: &labels, into: &batch)
        guard board == nil else {
            board?.add(line, batch: batch, labels: labels, source: source)
            return
        }
        Swift.print(ParsedJSON.text(line: number, batch: batch, labels: labels))
    }

    /// Prints the groups, each as a JSON object.
    func finish() {
        guard let report = board?.report(limit: .max) else { return }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        for group in report.groups {
            guard let data = try? encoder.encode(group) else { continue }
            Swift.print(String(decoding: data, as: UTF8.self))
        }
        let understood = number - report.lines
        complain("\(number) lines, \(understood) understood, \(report.groups.count) shapes among the others.")
    }
}
