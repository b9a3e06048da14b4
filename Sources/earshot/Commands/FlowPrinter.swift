import EarshotModel
import EarshotParsing
import Glibc

/// Parses the flow datagrams of files and prints each record.
struct FlowPrinter {
    private var parser = FlowParser()
    private var labels = LabelTable()
    private var batch = ParsedBatch()
    private var number = 0
    private var announcements = AnnouncementPrinter()

    mutating func print(_ input: UnsafeMutablePointer<FILE>) {
        let bytes = Self.contents(input)
        let now = Int64(time(nil)) * Ticks.perSecond
        var datagrams: [CapturedDatagram] = []
        FlowFile.forEachDatagram(bytes.span) { datagrams.append($0) }
        for datagram in datagrams {
            if case .discovery(let kind) = datagram.content {
                announcements.print(bytes.span.extracting(datagram.range), kind, from: datagram.sender)
                continue
            }
            let arrival = (datagram.time == 0 ? now : datagram.time) + Ticks.unixEpoch
            batch.removeAll()
            parser.parse(
                bytes.span.extracting(datagram.range), from: datagram.sender, LineContext(source: 0, arrival: arrival),
                labels: &labels, into: &batch)
            for text in ParsedJSON.texts(firstLine: number + 1, sessions: batch, labels: labels) { Swift.print(text) }
            number += batch.sessions.count
        }
    }

    private static func contents(_ input: UnsafeMutablePointer<FILE>) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while case let count = fread(&buffer, 1, buffer.count, input), count > 0 {
            bytes.append(contentsOf: buffer[0..<count])
        }
        return bytes
    }

    /// Says what of the datagrams gave no records.
    func complain() {
        if parser.waiting > 0 {
            earshot.complain(
                "\(parser.waiting) data sets are left whose template did not come; name the file that has it first.")
        }
        for problem in FlowProblem.allCases where parser.counters.count(of: problem) > 0 {
            earshot.complain("\(problem.name): \(parser.counters.count(of: problem))")
        }
    }
}
