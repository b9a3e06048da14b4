import Glibc

/// Makes load for `Scripts/bench.sh`: router log lines by the million, and datagrams at an even pace.
///
///     earshot-bench lines --count 5000000 --days 15 --seed 1 > file
///     earshot-bench names --answers 1000000 --connections 2000000 > file
///     earshot-bench udp --rate 20000 --seconds 30 --port 5140
///     earshot-bench flows --count 5000000
@main
enum EarshotBench {
    static let usage = """
        usage: earshot-bench lines [--count N] [--days D] [--seed S] [--end UNIX-SECONDS]
                 writes N lines that a router with a busy address would have written in the D days up to now (or up to
                 --end), in UTC, to standard output
               earshot-bench names [--answers N] [--connections N] [--seed S] [--end UNIX-SECONDS]
                 writes a day of DNS answers and connections; names-truth, with the same options, writes which name is
                 behind how many connections of each device; names-without writes the connections alone
               earshot-bench udp --port P [--rate PER-SECOND] [--seconds S] [--seed S]
                 sends lines to 127.0.0.1:P at an even pace, then prints what was sent as JSON
               earshot-bench flows [--count N] [--seed S]
                 decodes N flow records of each protocol on one core and prints records per second as JSON

        """

    static func main() {
        do {
            var arguments = try Arguments(Array(CommandLine.arguments.dropFirst()))
            switch arguments.command {
            case "lines": try lines(&arguments)
            case "names", "names-without", "names-truth": try names(&arguments)
            case "udp": try udp(&arguments)
            case "flows": try flows(&arguments)
            default: throw BenchError("unknown command '\(arguments.command)'")
            }
        } catch {
            var complaint = Output(descriptor: STDERR_FILENO)
            complaint.bytes += Array("earshot-bench: \(error)\n\(usage)".utf8)
            try? complaint.flush()
            exit(2)
        }
    }

    private static func lines(_ arguments: inout Arguments) throws {
        let count = try arguments.take("--count", default: 1_000_000)
        let days = try arguments.take("--days", default: 15)
        let seed = try arguments.take("--seed", default: 1)
        let end = try arguments.take("--end", default: Int(Glibc.time(nil)))
        try arguments.finish()
        var traffic = Traffic(seed: UInt64(seed))
        var output = Output(descriptor: STDOUT_FILENO)
        let start = Int64(end) - Int64(days) * 86_400
        for index in 0..<Int64(count) {
            let seconds = start + index * (Int64(end) - start) / Int64(count)
            traffic.append(at: seconds, to: &output.bytes)
            output.bytes.append(10)
            if output.bytes.count > Output.limit { try output.flush() }
        }
        try output.flush()
    }

    private static func names(_ arguments: inout Arguments) throws {
        let answers = try arguments.take("--answers", default: 1_000_000)
        let connections = try arguments.take("--connections", default: 2_000_000)
        let seed = try arguments.take("--seed", default: 1)
        let end = try arguments.take("--end", default: Int(Glibc.time(nil)))
        try arguments.finish()
        guard answers > 0 else { throw BenchError("--answers must be 1 or more") }
        var writer = NamedDayWriter(
            seed: UInt64(seed), start: Int64(end) - 86_400, answers: answers, connections: connections)
        if arguments.command == "names-truth" { return try writer.writeTruth() }
        try writer.writeLines(withNames: arguments.command == "names")
    }

    private static func udp(_ arguments: inout Arguments) throws {
        let port = try arguments.take("--port", default: 0)
        let rate = try arguments.take("--rate", default: 20_000)
        let seconds = try arguments.take("--seconds", default: 30)
        let seed = try arguments.take("--seed", default: 1)
        try arguments.finish()
        guard (1...65_535).contains(port) else { throw BenchError("--port must be 1…65535") }
        var sender = try UDPSender(port: UInt16(port), seed: UInt64(seed))
        let report = sender.run(rate: rate, seconds: seconds)
        print(
            "{\"sent\": \(report.sent), \"failed\": \(report.failed), \"bytes\": \(report.bytes), "
                + "\"milliseconds\": \(report.milliseconds)}")
    }

    private static func flows(_ arguments: inout Arguments) throws {
        let count = try arguments.take("--count", default: 5_000_000)
        let seed = try arguments.take("--seed", default: 1)
        try arguments.finish()
        let figures = FlowTraffic.Version.allCases.map { version in
            let (records, seconds) = FlowDecoding.measure(version, records: count, seed: UInt64(seed))
            return "\"\(version)\": \(Int(Double(records) / seconds))"
        }
        print("{\(figures.joined(separator: ", "))}")
    }
}
