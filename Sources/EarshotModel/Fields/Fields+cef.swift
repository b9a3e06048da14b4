extension FieldInfo {
    static let cef: [FieldInfo] = [
        .init("DeviceEventClassId", .label, "The kind of event, in the device's own numbering (CEF)."),
        .init("Activity", .text, "The event's name (CEF)."),
        .init("LogSeverity", .label, "The severity (CEF)."),
    ]
}
