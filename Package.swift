// swift-tools-version: 6.2
// Reads top to bottom as the architecture: a target imports only what stands above it.
import PackageDescription

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableExperimentalFeature("Lifetimes"),
]

// What works through millions of rows is optimized in debug builds too, so that tests with real amounts of data end soon.
// Overflow and bounds are still checked. For a debugger that sees every variable, take this line out for a while.
let busy: [SwiftSetting] = strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]

let package = Package(
    name: "earshot",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "earshot", targets: ["earshot"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.0"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // What flows: addresses, columns, table schemas as data, contracts between the stages. Standard library only.
        .target(name: "EarshotModel", swiftSettings: busy),

        // Bytes to rows, pure: syslog framing and headers, log families, own formats.
        .systemLibrary(name: "CPCRE2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"])]),
        .target(name: "EarshotParsing", dependencies: ["EarshotModel", "CPCRE2"], swiftSettings: busy),

        // KQL, pure: text to SQL.
        .target(name: "EarshotQuery", dependencies: ["EarshotModel"], swiftSettings: busy),

        // Listeners, import, enrichment, batching, live feed.
        .systemLibrary(name: "CMaxMindDB", pkgConfig: "libmaxminddb", providers: [.apt(["libmaxminddb-dev"])]),
        .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(
            name: "EarshotPipeline",
            dependencies: [
                "EarshotModel", "EarshotParsing", "CMaxMindDB", "CZstd", "CZlib",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOTLS", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ], swiftSettings: busy),

        // Threat intelligence: feeds, matching, risk; fetching lists and asking services.
        .target(
            name: "EarshotIntel",
            dependencies: [
                "EarshotModel", "CZlib",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ], swiftSettings: strict),

        // A household that does not exist, as router log lines.
        .target(name: "EarshotDemo", dependencies: ["EarshotModel"], swiftSettings: busy),

        // The embedded database. The only importer of CDuckDB.
        .systemLibrary(name: "CDuckDB", pkgConfig: "duckdb"),
        .target(
            name: "EarshotStore",
            dependencies: [
                "EarshotModel", "EarshotQuery", "CDuckDB",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ], swiftSettings: busy),

        // Patterns, detection rules and findings: KQL as data, and what runs it.
        .target(
            name: "EarshotDetect",
            dependencies: [
                "EarshotModel", "EarshotQuery",
                .product(name: "Yams", package: "Yams"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            resources: [.copy("Library")], swiftSettings: busy),

        // Telling people: ntfy, webhooks, mail, MQTT.
        .target(
            name: "EarshotNotify",
            dependencies: [
                "EarshotModel",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ], swiftSettings: strict),

        // HTTP API, sign-in, server-sent events, the page.
        .target(
            name: "EarshotServer",
            dependencies: [
                "EarshotModel", "EarshotQuery", "EarshotDetect", "CZlib",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "_CryptoExtras", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            resources: [.copy("Web")], swiftSettings: strict),

        // Composition root and command line.
        .systemLibrary(name: "CMalloc"),
        .executableTarget(
            name: "earshot",
            dependencies: [
                "EarshotModel", "EarshotParsing", "EarshotQuery", "EarshotPipeline", "EarshotDemo", "EarshotStore",
                "EarshotDetect", "EarshotIntel", "EarshotNotify", "EarshotServer", "CMalloc",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "X509", package: "swift-certificates"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "Yams", package: "Yams"),
            ],
            resources: [.copy("Resources")], swiftSettings: strict),

        // Log lines and flow records for measurements.
        .executableTarget(
            name: "earshot-bench", dependencies: ["EarshotModel", "EarshotParsing", "EarshotDemo"], path: "Benchmarks",
            swiftSettings: strict),

        .testTarget(name: "EarshotModelTests", dependencies: ["EarshotModel"], swiftSettings: strict),
        .testTarget(
            name: "EarshotParsingTests", dependencies: ["EarshotModel", "EarshotParsing"], swiftSettings: strict),
        .testTarget(name: "EarshotQueryTests", dependencies: ["EarshotModel", "EarshotQuery"], swiftSettings: strict),
        .testTarget(
            name: "EarshotPipelineTests",
            dependencies: [
                "EarshotModel", "EarshotParsing", "EarshotPipeline",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ], swiftSettings: strict),
        .testTarget(
            name: "EarshotIntelTests",
            dependencies: [
                "EarshotModel", "EarshotIntel", "EarshotQuery", "EarshotStore",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ], swiftSettings: strict),
        .testTarget(name: "EarshotDemoTests", dependencies: ["EarshotModel", "EarshotDemo"], swiftSettings: strict),
        .testTarget(
            name: "EarshotStoreTests", dependencies: ["EarshotModel", "EarshotQuery", "EarshotStore"],
            swiftSettings: strict),
        .testTarget(
            name: "EarshotDetectTests",
            dependencies: [
                "EarshotModel", "EarshotQuery", "EarshotPipeline", "EarshotStore", "EarshotDetect", "EarshotDemo",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Yams", package: "Yams"),
            ], swiftSettings: strict),
        .testTarget(
            name: "EarshotNotifyTests",
            dependencies: [
                "EarshotModel", "EarshotNotify",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "Logging", package: "swift-log"),
            ], exclude: ["Servers"], swiftSettings: strict),
        .testTarget(
            name: "EarshotServerTests",
            dependencies: [
                "EarshotModel", "EarshotQuery", "EarshotStore", "EarshotDetect", "EarshotServer", "CZlib",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ], swiftSettings: strict),
    ]
)
