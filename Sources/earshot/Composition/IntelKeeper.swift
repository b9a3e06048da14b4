import EarshotDetect
import EarshotIntel
import EarshotModel
import Logging

extension IntelService {
    /// The service of a data directory; nil: threat intelligence is switched off.
    static func make(
        _ settings: Settings, store: any IndicatorStore & LookupStore, findings: FindingKeeper, logger: Logger
    ) throws -> IntelService? {
        guard settings.text("intel.enabled") == "true" else { return nil }
        var configuration = IntelService.Configuration(directory: settings.path("dataDirectory") + "/temporary")
        configuration.feeds = try IntelSources.feeds(settings)
        configuration.maximumBytes = settings.integer("intel.maximumMegabytes") << 20
        let desk = try LookupDesk(
            services: settings.records("intel.services").map {
                try ServiceDescription(record: $0, in: "intel.services")
            },
            enrichments: settings.records("intel.enrichments").map {
                try ServiceDescription(record: $0, in: "intel.enrichments")
            }, store: store, logger: logger)
        return IntelService(
            configuration, store: store, desk: desk, report: { try await findings.record(Hindsight.hits($0)) },
            logger: logger)
    }
}
