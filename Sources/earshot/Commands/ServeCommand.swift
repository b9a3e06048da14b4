import ArgumentParser
import EarshotDetect
import EarshotIntel
import EarshotModel
import EarshotNotify
import EarshotPipeline
import EarshotQuery
import EarshotServer
import EarshotStore
import Foundation
import Glibc
import Logging
import ServiceLifecycle
import UnixSignals

/// `earshot serve`: listen, store, answer, until told to stop.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Listen to the router and serve the page.")

    @OptionGroup var common: CommonOptions

    @Option(help: "Address of the page and the API.")
    var host: String?
    @Option(help: "Port of the page and the API; 0 takes any free one.")
    var httpPort: Int?
    @Option(help: "Port for syslog over UDP; 0 takes any free one.")
    var udpPort: Int?
    @Option(help: "Port for syslog over TCP; 0 takes any free one.")
    var tcpPort: Int?

    func run() async throws {
        let settings = try common.settings([
            "web.host": host, "web.port": httpPort.map(String.init), "syslog.udpPort": udpPort.map(String.init),
            "syslog.tcpPort": tcpPort.map(String.init),
        ])
        let logger = settings.logger("earshot")
        try await Composition(settings, logger).run()
    }
}

/// The parts of a running Earshot, wired by hand in the order in which events flow.
struct Composition {
    private let settings: Settings
    private let logger: Logger
    private let ground: Ground
    private let udp: UDPListener
    private let tcp: TCPListener
    private let tls: TCPListener
    private let flows: [UDPListener]
    private let discovery: [UDPListener]
    private let demo: DemoKeeper
    private let intel: IntelService?
    private let detections: Detections
    private let notifier: Notifier?
    private let directory: String

    init(_ settings: Settings, _ logger: Logger) throws {
        self.settings = settings
        self.logger = logger
        directory = settings.path("dataDirectory")
        ground = try Ground(
            directory: directory, settings: settings, retention: settings.retention, logger: logger)
        let host = settings.text("syslog.host")
        udp = UDPListener(
            .init(host: host, port: settings.integer("syslog.udpPort")), intake: ground.intake,
            logger: logger)
        tcp = TCPListener(
            // One byte more than the parser takes, so that it sees that a message was longer and says so.
            .init(host: host, port: settings.integer("syslog.tcpPort"), maximumMessageBytes: 65_537),
            intake: ground.intake,
            logger: logger)
        tls = try Self.tlsListener(settings, directory, intake: ground.intake, logger: logger)
        flows = FlowListeners.all(settings, intake: ground.intake, logger: logger)
        discovery = DiscoveryListeners.all(settings, intake: ground.intake, logger: logger)
        detections = ground.detections(directory: directory, logger: logger)
        intel = try IntelService.make(settings, store: ground.store, findings: detections.keeper, logger: logger)
        notifier = try settings.notifier(ground, logger: logger)
        demo = DemoKeeper(dataDirectory: directory, settings: settings, logger: logger)
    }

    func run() async throws {
        let token = RunningServer.makeToken()
        defer { RunningServer.withdraw(directory) }
        // The last to start is the first to stop: the entrances close before the processing behind them.
        var following = FileImporter.Configuration()
        following.holdsUnfinishedLine = true
        let follower = FileFollower(
            .init(paths: settings.list("follow").map(Settings.expand)),
            importer: FileImporter(following, intake: ground.intake, ledger: ground.store), logger: logger)
        let journal = JournalFollower(
            .init(isEnabled: settings.text("journald.follow") == "true"), intake: ground.intake, ledger: ground.store,
            logger: logger)
        var services: [any Service] = [
            ground.processor, Retention(ground.store, settings.retention, logger: logger),
            RollupKeeper(ground.store, logger: logger), MemoryKeeper(store: ground.store, logger: logger),
            StoreWatch(store: ground.store, logger: logger),
            ListenerService(listener: udp, logger: logger), ListenerService(listener: tcp, logger: logger),
            ListenerService(listener: tls, logger: logger),
            follower, journal, detections,
        ]
        if let intel { services.insert(intel, at: 1) }
        services += (flows + discovery).map { ListenerService(listener: $0, logger: logger) }
        services.append(try webServer(token))
        try await ground.store.name(
            sources: settings.sources.compactMap { rule in rule.name.map { (rule.address, $0) } })
        if let notifier {
            services.append(notifier)
            await detections.keeper.listen { finding in
                await notifier.tell(Notice(finding), now: Int64(Date().timeIntervalSince1970))
            }
        }
        let group = ServiceGroup(
            configuration: .init(
                services: services.map { .init(service: $0, successTerminationBehavior: .gracefullyShutdownGroup) },
                gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
        try await group.run()
    }

    private static func tlsListener(
        _ settings: Settings, _ directory: String, intake: any RecordIntake, logger: Logger
    ) throws -> TCPListener {
        var identity = (certificate: settings.path("syslog.tls.certificate"), key: settings.path("syslog.tls.key"))
        if identity.certificate.isEmpty {
            identity = try ownIdentity(settings, directory)
        }
        let authorities = settings.path("syslog.tls.clientAuthorities")
        var configuration = TCPListener.Configuration(
            host: settings.text("syslog.host"), port: settings.integer("syslog.tlsPort"), maximumMessageBytes: 65_537)
        configuration.tls = try TLSIdentity.context(
            certificate: identity.certificate, key: identity.key,
            clientAuthorities: authorities.isEmpty ? nil : authorities)
        return TCPListener(configuration, intake: intake, logger: logger)
    }

    /// Earshot's own certificate, for all the names that this machine may be called by.
    private static func ownIdentity(_ settings: Settings, _ directory: String) throws -> (
        certificate: String, key: String
    ) {
        let names = ["localhost", "earshot", "127.0.0.1", "::1"] + HostAddresses.all + settings.list("web.names")
        return try OwnIdentity.files(in: directory, names: names)
    }

    /// Without a password the page is on the loopback, and nobody at another machine learns why.
    private static let howOthersGetIn =
        " (for this machine alone; `earshot passwd`, then --host 0.0.0.0, opens it to others)"

    private func webServer(_ token: String) throws -> WebServer {
        var configuration = WebServer.Configuration(
            host: settings.text("web.host"), port: settings.integer("web.port"),
            passwordHash: PasswordFile.read(directory))
        configuration.vendorDirectory = Settings.expand("${EARSHOT_PREFIX}/share/earshot/web/vendor")
        configuration.sessionFile = directory + "/sessions"
        configuration.savedQueryFile = directory + "/saved-queries.json"
        let webTLS = try WebTLS(settings) { try Self.ownIdentity(settings, directory) }
        configuration.tls = webTLS?.configuration
        configuration.usesTLS = webTLS != nil
        // Uploads go to disk, not to memory: half a year of logs may come in one file.
        configuration.maximumUploadBytes = 64 << 30
        configuration.uploadDirectory = directory + "/temporary"
        configuration.hostNames = settings.list("web.names")
        configuration.localToken = token
        configuration.tokens = TokenFile.tokens(directory)
        let status = StatusReporter(
            ground, datagrams: [udp] + flows + discovery, streams: [tcp, tls], household: demo, settings: settings,
            intel: intel)
        let host = settings.text("web.host")
        return WebServer(
            configuration: configuration, live: (ground.store.engine, ground.dataSet),
            demo: { [demo] in await demo.answers() }, household: demo,
            bench: Workbench(ground, directory: directory, settings: settings), detections: detections, status: status,
            intelligence: intel,
            reverseName: settings.text("names.reverse") == "true" ? ReverseResolver().name(of:) : nil,
            functions: LanguageReference.functions, operators: LanguageReference.operators,
            onListening: {
                [logger, directory, hasPassword = configuration.passwordHash != nil, certificate = webTLS?.certificate]
                port in
                let url =
                    "\(certificate == nil ? "http" : "https")://\(host.contains(":") ? "[\(host)]" : host):\(port)"
                logger.info("Earshot is at \(url)\(hasPassword ? "" : Self.howOthersGetIn)")
                let server = RunningServer(url: url, token: token, certificate: certificate)
                do { try server.announce(directory) } catch { logger.warning("\(error)") }
            }, logger: logger)
    }
}
