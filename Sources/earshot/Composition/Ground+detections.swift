import EarshotDetect
import EarshotModel
import EarshotStore
import Logging

extension Ground {
    /// The detections over this ground, with the user's own rules and patterns from its directory.
    func detections(directory: String, logger: Logger) -> Detections {
        var configuration = Detections.Configuration()
        configuration.ruleFolder = directory + "/rules"
        configuration.patternFolder = directory + "/patterns"
        return Detections(
            configuration, engine: store.engine, sink: store, intake: intake, state: store, logger: logger)
    }
}
