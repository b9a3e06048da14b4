public import EarshotDetect
public import EarshotModel
public import EarshotQuery
import HTTPTypes
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
public import Logging
import NIOCore
public import ServiceLifecycle

/// The HTTP API and the page.
///
///     let server = WebServer(
///         configuration: .init(host: "127.0.0.1", port: 8080), live: (engine, data), status: status, logger: logger)
///     try await server.run()    // until graceful shutdown or cancellation
///
/// It knows engine, intake and live feed only through their protocols. Without a password it listens on the loopback
/// alone; `run` throws `WebServerError` otherwise, and when the port cannot be had.
public struct WebServer: Service {
    /// A body of data together with the engine that answers questions about it.
    public typealias Ground = (engine: any QueryEngine, data: DataSet)
    /// The name of an address, or nil when it has none.
    public typealias ReverseName = @Sendable (IPAddress) async -> String?

    private let services: Services
    private let onListening: @Sendable (Int) async -> Void

    /// - Parameters:
    ///   - demo: answers the demo household while it is ready, else nil. Asked at every use.
    ///   - household: starts and removes the demo household; nil where there is none.
    ///   - intelligence: what is known of addresses and names; nil where it is switched off.
    ///   - reverseName: what the machine's name server calls an address; nil where it is not asked.
    ///   - bench: the user's own formats; nil where there are none.
    ///   - detections: patterns, rules and findings; nil where there are none.
    ///   - functions, operators: what the query language offers, for completion in the editor.
    ///   - onListening: called once with the port that is listened on.
    public init(
        configuration: Configuration, live: Ground, demo: @escaping @Sendable () async -> Ground? = { nil },
        household: (any DemoHousehold)? = nil, bench: (any FormatBench)? = nil,
        detections: Detections? = nil, status: any StatusSource,
        intelligence: (any ThreatIntelligence)? = nil, reverseName: ReverseName? = nil,
        functions: [SchemaFunction] = [], operators: [SchemaOperator] = [],
        onListening: @escaping @Sendable (Int) async -> Void = { _ in },
        logger: Logger
    ) {
        services = Services(
            configuration: configuration, live: live, demo: demo, household: household, bench: bench,
            detections: detections, status: status,
            intelligence: intelligence, reverseName: reverseName, functions: functions, operators: operators,
            signIn: SignIn(configuration: configuration, logger: logger),
            savedQueries: SavedQueries(file: configuration.savedQueryFile), logger: logger)
        self.onListening = onListening
    }

    public func run() async throws {
        try services.configuration.validate()
        await services.signIn.load()
        do {
            if let tls = services.configuration.tls {
                try await application(server: .tls(Self.http, tlsConfiguration: tls)).run()
            } else {
                try await application(server: Self.http).run()
            }
        } catch let error as IOError {
            throw WebServerError(error, host: services.configuration.host, port: services.configuration.port)
        }
    }

    private static var http: HTTPServerBuilder {
        .http1(configuration: .init(additionalChannelHandlers: [DisconnectWatch()], idleTimeout: .seconds(120)))
    }

    private func application(server: HTTPServerBuilder) -> some ApplicationProtocol {
        let configuration = services.configuration
        return Application(
            responder: Responder(services: services),
            server: server,
            configuration: .init(
                address: .hostname(configuration.host, port: configuration.port),
                availableConnectionsDelegate: MaximumAvailableConnections(
                    configuration.maximumConnections, logger: services.logger)),
            onServerRunning: { [onListening] channel in await onListening(channel.localAddress?.port ?? 0) },
            logger: services.logger)
    }
}

/// What the routes work with.
struct Services: Sendable {
    let configuration: WebServer.Configuration
    let live: WebServer.Ground
    let demo: @Sendable () async -> WebServer.Ground?
    let household: (any DemoHousehold)?
    let bench: (any FormatBench)?
    let detections: Detections?
    let status: any StatusSource
    var intelligence: (any ThreatIntelligence)? = nil
    var reverseName: WebServer.ReverseName? = nil
    let functions: [SchemaFunction]
    let operators: [SchemaOperator]
    let signIn: SignIn
    let savedQueries: SavedQueries
    let logger: Logger
}
