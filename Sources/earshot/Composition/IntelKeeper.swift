import EarshotIntel
import EarshotModel
import Logging

extension IntelService {
    /// The service of a data directory; nil: threat intelligence is switched off.
    static func make(_ settings: Settings, store: any IndicatorStore, intake: any RecordIntake, logger: Logger) throws
        -> IntelService?
    {
        guard settings.text("intel.enabled") == "true" else { return nil }
        var configuration = IntelService.Configuration(directory: settings.path("dataDirectory") + "/temporary")
        configuration.feeds = try IntelSources.feeds(settings)
        return IntelService(
            configuration, store: store, report: { try await RetroFindings.store($0, in: intake) }, logger: logger)
    }
}
