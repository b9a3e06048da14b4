import ArgumentParser

/// `earshot config`: every setting, its value, and where the value comes from.
struct ConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Print every setting, its value and where it comes from.")

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let settings = try common.settings()
        for setting in Setting.all {
            let value = settings.values[setting.key]
            print("# \(setting.summary)")
            print("# default: \(setting.standard.isEmpty ? "none" : setting.standard) · \(setting.environmentName)")
            let text = value?.text ?? ""
            let shown = setting.isSecret && !text.isEmpty ? "(set, not shown)" : text
            print("\(setting.key): \(shown)    # \(value?.origin ?? "default")\n")
        }
    }
}
