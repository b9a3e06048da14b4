import EarshotModel
import EarshotParsing

/// How fast flow records become sessions, on one core: from the datagram's bytes to the batch that is enriched.
struct FlowDecoding {
    /// Datagrams that differ; decoded again and again, so that making them is not measured.
    private static let datagrams = 2_000
    /// Records of a batch before it is emptied, as the processor does.
    private static let batch = 122_880

    static func measure(_ version: FlowTraffic.Version, records: Int, seed: UInt64) -> (records: Int, seconds: Double) {
        let now: Int64 = 1_790_000_000
        var traffic = FlowTraffic(seed: seed)
        let template = traffic.template(version, seconds: UInt64(now))
        let datagrams = (0..<Self.datagrams).map { _ in traffic.datagram(version, seconds: UInt64(now)) }
        let context = LineContext(source: 1, arrival: Ticks.unixEpoch + now * Ticks.perSecond)
        var parser = FlowParser()
        var labels = LabelTable()
        var batch = ParsedBatch()
        let exporter = IPAddress(v4: 0xc0a8_01fe)
        parser.parse(template.span, from: exporter, context, labels: &labels, into: &batch)
        var count = 0
        var index = 0
        let clock = ContinuousClock()
        let start = clock.now
        while count + batch.sessions.count < records {
            let datagram = datagrams[index]
            parser.parse(datagram.span, from: exporter, context, labels: &labels, into: &batch)
            index = (index + 1) % datagrams.count
            if batch.sessions.count >= Self.batch {
                count += batch.sessions.count
                batch.removeAll()
            }
        }
        count += batch.sessions.count
        return (count, (clock.now - start) / .seconds(1))
    }
}
