extension FieldInfo {
    static let audit: [FieldInfo] = [
        .init("Operation", .label, "What was done."),
        .init("Object", .text, "What it was done to."),
        .init("ObjectType", .label, "Type of what it was done to."),
        .init("OldValue", .text, "The value before."),
        .init("NewValue", .text, "The value after."),
    ]
}
