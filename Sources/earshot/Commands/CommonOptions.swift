import ArgumentParser

/// Where the settings come from; the same for every command.
struct CommonOptions: ParsableArguments {
    @Option(help: "The configuration file. Default: earshot.yaml here, then /etc/earshot/earshot.yaml.")
    var config: String?

    @Option(name: .customLong("data-dir"), help: "Where everything is kept.")
    var dataDirectory: String?

    func settings(_ flags: [String: String?] = [:]) throws -> Settings {
        var given = flags.compactMapValues { $0 }
        given["dataDirectory"] = dataDirectory
        var environment: [String: String] = [:]
        for setting in Setting.all { environment[setting.environmentName] = environmentValue(setting.environmentName) }
        return try Settings(file: config, environment: environment, flags: given)
    }
}
