import ArgumentParser
import EarshotModel
import EarshotQuery

/// `earshot devices`: the inventory, and what its owner says of it.
struct DevicesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "devices", abstract: "Show, name, merge and split the devices of the home.",
        subcommands: [List.self, Show.self, Rename.self, SetType.self, SetOwner.self, Merge.self, Split.self],
        defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "All devices, the latest seen first.")
        @OptionGroup var common: CommonOptions
        func run() async throws {
            try await DeviceTable(common).print(
                "| where MergedInto == 0 | order by LastSeen desc | project DeviceId, DeviceName, DeviceType, Owner, "
                    + "IpAddr, MacAddr, Vendor, DnsBypass, LastSeen")
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "All that is known of a device, and why it seems to be of its type.")
        @ArgumentParser.Argument(help: "The device's number.") var device: Int32
        @OptionGroup var common: CommonOptions
        func run() async throws { try await DeviceTable(common).show(device) }
    }

    struct Rename: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Give a device a name; an empty one takes it away.")
        @ArgumentParser.Argument(help: "The device's number.") var device: Int32
        @ArgumentParser.Argument(help: "Its name.") var name: String
        @OptionGroup var common: CommonOptions
        func run() async throws {
            try await DeviceTable(common).describe(device, "name", name) { $0.name = name }
        }
    }

    struct SetType: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "type", abstract: "Say what kind of device it is; an empty word leaves it to the guess.")
        @ArgumentParser.Argument(help: "The device's number.") var device: Int32
        @ArgumentParser.Argument(help: "tv, phone, printer, …") var type: String
        @OptionGroup var common: CommonOptions
        func run() async throws {
            try await DeviceTable(common).describe(device, "type", type) { $0.type = type }
        }
    }

    struct SetOwner: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "owner", abstract: "Say whose device it is.")
        @ArgumentParser.Argument(help: "The device's number.") var device: Int32
        @ArgumentParser.Argument(help: "Whose it is.") var owner: String
        @OptionGroup var common: CommonOptions
        func run() async throws {
            try await DeviceTable(common).describe(device, "owner", owner) { $0.owner = owner }
        }
    }

    struct Merge: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make one device of two: the first becomes a second number of the other.")
        @ArgumentParser.Argument(help: "The device that is the other one, too.") var device: Int32
        @ArgumentParser.Argument(help: "The device it is.") var into: Int32
        @OptionGroup var common: CommonOptions
        func run() async throws {
            try await DeviceTable(common).change(
                device, .merge(device: device, into: into), body: "{\"mergedInto\":\(into)}")
        }
    }

    struct Split: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Undo a merge.")
        @ArgumentParser.Argument(help: "The device that was merged into another.") var device: Int32
        @OptionGroup var common: CommonOptions
        func run() async throws {
            try await DeviceTable(common).change(device, .split(device: device), body: "{\"mergedInto\":0}")
        }
    }
}
