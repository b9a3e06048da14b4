import EarshotIntel
import EarshotModel
import EarshotParsing
import EarshotPipeline
import EarshotStore
import Foundation
import NIOCore
import Synchronization

/// Puts together what the parts say about themselves.
final class StatusReporter: StatusSource {
    let ground: Ground
    /// Syslog over UDP, and flows.
    private let datagrams: [UDPListener]
    private let streams: [TCPListener]
    private let household: DemoKeeper
    private let settings: Settings
    private let intel: IntelService?
    private let startedAt = Date()
    private let cache = Mutex<(figures: StoreFigures, at: Date)?>(nil)

    init(
        _ ground: Ground, datagrams: [UDPListener], streams: [TCPListener], household: DemoKeeper, settings: Settings,
        intel: IntelService? = nil
    ) {
        self.intel = intel
        self.ground = ground
        self.datagrams = datagrams
        self.streams = streams
        self.household = household
        self.settings = settings
    }

    func status() async -> ServerStatus {
        let report = ground.processor.current
        var status = ServerStatus()
        status.version = Earshot.version
        status.startedAt = Self.text(startedAt)
        status.listeners = datagrams.map(\.state.status) + streams.map(\.state.status)
        status.hostAddresses = HostAddresses.all
        status.sources = sources(report)
        status.counters = counters(report)
        status.store = await storeStatus()
        status.hasData = status.store.events > 0 || report.lines > 0
        status.publicAddresses = report.publicAddresses.map(\.description)
        status.demo = await household.state()
        status.attributions = ground.geography.attributions
        status.notices = notices(report)
        if let intel { status.notices += await intel.notices }
        return status
    }

    private func counters(_ report: ProcessorReport) -> ServerStatus.Counters {
        let intake = ground.intake.counts
        var counters = ServerStatus.Counters()
        counters.received = intake.received
        counters.parsed = report.sessions
        counters.unrecognized = report.unrecognized
        let dropped = [
            "queue_full": intake.dropped,
            "kernel_receive_buffer": datagrams.reduce(0) { $0 + $1.counters.kernelDrops },
            "flow_without_template": Int64(report.flows.count(of: .noTemplate)),
            "tcp_connections_refused": streams.reduce(0) { $0 + $1.counters.refusedConnections },
        ]
        counters.dropped = dropped.filter { $0.value > 0 }
        return counters
    }

    var unparsedReasons: [(String, Int64)] { ground.processor.current.reasons.sorted { $0.key < $1.key } }
    var flows: ProcessorReport { ground.processor.current }
    var storedRows: Int64 { ground.processor.current.storedRows }
    var listenerCounters: [(name: String, counters: ListenerCounters)] {
        datagrams.map { ($0.state.transport.rawValue, $0.counters) }
            + streams.map { ($0.state.transport.rawValue, $0.counters) }
    }

    private func notices(_ report: ProcessorReport) -> [String] {
        var notices = ground.geography.problems
        if !ground.geography.isAvailable, ground.geography.problems.isEmpty {
            notices.append(
                "There are no geography files, so the map stays empty. Run Scripts/bootstrap.sh to fetch them.")
        }
        notices += FormatFolder(settings.path("dataDirectory")).read().problems
        if let failure = report.lastFailure {
            notices.append(
                "Rows cannot be stored at the moment; they wait in memory and are tried again: \(failure). "
                    + "Make room on the disk of \(settings.path("dataDirectory")) if it is full.")
        }
        return notices
    }

    /// Counting the store takes a moment; once in ten seconds is often enough.
    private func storeStatus() async -> ServerStatus.Store {
        let figures = await storeFigures()
        var store = ServerStatus.Store()
        store.bytes = figures.bytes
        store.events = figures.events
        store.oldest = figures.oldest.map { Self.text(Date(timeIntervalSince1970: Double($0))) }
        store.newest = figures.newest.map { Self.text(Date(timeIntervalSince1970: Double($0))) }
        store.forecastBytesPerDay = figures.bytesPerDay
        store.retentionDays = settings.integer("retention.days")
        store.maximumBytes = Int64(settings.integer("retention.maximumGigabytes")) * 1_000_000_000
        return store
    }

    private func storeFigures() async -> StoreFigures {
        if let cached = cache.withLock({ $0 }), Date().timeIntervalSince(cached.at) < 10 { return cached.figures }
        guard let figures = try? await ground.store.figures() else {
            return cache.withLock { $0 }?.figures ?? StoreFigures()
        }
        cache.withLock { $0 = (figures, Date()) }
        return figures
    }

    private func sources(_ report: ProcessorReport) -> [ServerStatus.Source] {
        report.sources.values.sorted { $0.lastSeen > $1.lastSeen }.prefix(50).map { source in
            ServerStatus.Source(
                address: source.address.address, host: source.host, family: source.family,
                firstSeen: Self.text(Date(timeIntervalSince1970: Double(source.firstSeen))),
                lastSeen: Self.text(Date(timeIntervalSince1970: Double(source.lastSeen))), events: source.events,
                recognized: source.recognized, lastLine: source.lastLine, clockOffset: source.clock?.seconds,
                clockRemark: source.clock?.remark(address: source.address.address, zone: zone(of: source)))
        }
    }

    /// Seconds east of UTC by which times without a zone are read.
    private func zone(of source: ProcessorReport.Source) -> Int64 {
        if source.address.transport.isFlow { return 0 }
        let rule = settings.sources.first { $0.address == source.address.address }
        if let zone = rule?.zone { return Int64(zone(source.lastSeen)) }
        return Int64(TimeZone.current.secondsFromGMT(for: Date(timeIntervalSince1970: Double(source.lastSeen))))
    }

    private static func text(_ date: Date) -> String {
        date.formatted(.iso8601)
    }
}

/// The addresses of this machine in the home, for "point your router here".
enum HostAddresses {
    static var all: [String] {
        let devices = (try? System.enumerateDevices()) ?? []
        let addresses = devices.compactMap { $0.address?.ipAddress }.compactMap { IPAddress($0) }
        return addresses.filter { $0.isV4 && $0.addressClass == .private }.map(\.description)
    }
}
