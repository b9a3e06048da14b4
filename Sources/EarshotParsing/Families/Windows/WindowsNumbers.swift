internal import EarshotModel

/// What events are called that do not say it themselves. Sources: Sysmon's schema, Microsoft Learn's pages of the events.
enum WindowsNumbers {
    static func operation(_ event: WindowsEvent, _ row: inout EventRow) {
        let table = event.kind == .sysmonOther ? sysmon : security
        guard let entry = table.first(where: { $0.number == event.number }) else { return }
        row.set(.operation, entry.name)
    }

    private static let sysmon: [(number: Int64, name: StaticString)] = [
        (2, "File creation time changed"), (4, "Sysmon service state changed"), (6, "Driver loaded"),
        (7, "Image loaded"), (8, "CreateRemoteThread"), (9, "RawAccessRead"), (10, "Process accessed"),
        (11, "File created"), (12, "Registry object added or deleted"), (13, "Registry value set"),
        (14, "Registry object renamed"), (15, "File stream created"), (16, "Sysmon configuration changed"),
        (17, "Pipe created"), (18, "Pipe connected"), (19, "WMI filter registered"), (20, "WMI consumer registered"),
        (21, "WMI consumer bound"), (23, "File deleted"), (24, "Clipboard changed"), (25, "Process tampering"),
        (26, "File deletion logged"), (27, "Executable blocked"), (28, "Shredding blocked"),
        (29, "Executable detected"), (255, "Sysmon error"),
    ]

    private static let security: [(number: Int64, name: StaticString)] = [
        (1102, "Audit log cleared"), (4616, "System time changed"), (4657, "Registry value modified"),
        (4662, "Operation on object"), (4663, "Object accessed"), (4670, "Object permissions changed"),
        (4697, "Service installed"), (4698, "Scheduled task created"), (4699, "Scheduled task deleted"),
        (4700, "Scheduled task enabled"), (4701, "Scheduled task disabled"), (4702, "Scheduled task updated"),
        (4719, "Audit policy changed"), (4720, "User created"), (4722, "User enabled"), (4723, "Password change"),
        (4724, "Password reset"), (4725, "User disabled"), (4726, "User deleted"), (4728, "Member added to group"),
        (4729, "Member removed from group"), (4732, "Member added to group"), (4733, "Member removed from group"),
        (4738, "User changed"), (4740, "User locked"), (4756, "Member added to group"), (4767, "User unlocked"),
        (4781, "User renamed"), (4797, "Blank password queried"), (5140, "Network share accessed"),
        (5145, "Network share object checked"), (6416, "External device recognized"), (7045, "Service installed"),
    ]
}
