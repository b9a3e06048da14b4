internal import EarshotModel

/// Where a value of a document goes.
enum JSONTarget: Sendable {
    /// A field, read as its kind demands. Of an array a text field gets all elements, any other the first.
    case field(EventField)
    /// A field in milliseconds, from seconds with fraction.
    case seconds(EventField)
    /// A field in milliseconds, from nanoseconds.
    case nanoseconds(EventField)
    /// A number field from hexadecimal digits.
    case hex(EventField)
    /// A user: `DOMAIN\name` goes to the field without its domain, which stays in `AdditionalFields`.
    case user(EventField)
    /// The event's time.
    case time
    /// The host that reported it.
    case host
    /// `AdditionalFields` under another name.
    case named(StaticString)
    /// Said by another field, or by the family itself.
    case ignore
    /// An object whose members have places of their own.
    case descend

    var isIgnore: Bool {
        if case .ignore = self { return true }
        return false
    }
}
