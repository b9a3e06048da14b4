extension FieldInfo {
    static let event: [FieldInfo] = [
        .init("EventType", .label, "Kind of event, in the words of its ASIM schema."),
        .init("EventSubType", .label, "Finer kind of the event."),
        .init("EventResult", .label, "Success, Partial, Failure or NA."),
        .init(
            "EventResultDetails", .label,
            "Reason or code of the result: a DNS response code, an HTTP status, why a sign-in failed."),
        .init("EventOriginalResultDetails", .label, "The result in the device's own words."),
        .init("EventSeverity", .label, "Informational, Low, Medium or High."),
        .init("EventOriginalSeverity", .label, "The severity in the device's own words."),
        .init("EventOriginalType", .label, "The kind or message number in the device's own words."),
        .init("EventOriginalSubType", .label, "The finer kind in the device's own words."),
        .init("EventOriginalUid", .text, "The event's own identifier."),
        .init("EventMessage", .text, "The message for people."),
        .init("EventCount", .number, "How many events the row stands for."),
        .init("EventVendor", .label, "Maker of what reported it."),
        .init("EventProduct", .label, "What reported it."),
        .init("EventProductVersion", .label, "Version of what reported it."),
        .init("EventReportUrl", .text, "Where more is told about the event."),
    ]
}
