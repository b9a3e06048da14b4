internal import EarshotModel

/// One form of a message that a program writes for people: its words, where the values stand, and what it means.
///
///     Shape("Accepted <LogonMethod> for <TargetUsername*> from <SrcIpAddr> port <SrcPortNumber>{ <.Protocol>}", .logon)
///
/// - `<Field>` is a value of an ASIM field: an address, number or MAC where the field is one, else a word without blanks
///   and quotation marks, as short as the rest allows. `<Field+>` may hold blanks or be empty, as short as the rest allows; `<Field*>` the same,
///   as long as the rest allows: for text that others choose, so that what follows is found from the right.
/// - `<Field~>` is like `<Field+>` and has no quotation mark.
/// - `<.Key>`, `<.Key+>`, `<.Key*>` go to `AdditionalFields`; `<.Key#>` is a number there.
/// - Some names are no fields but ways to read a value, such as `<Src>`, an address or a host name: see `ShapeReading`.
/// - `<Field=a|b>` is one of these words, `<=a|b>` the same without keeping it. The longer words stand first.
/// - `{…}` may be missing. A blank fits any number of blanks. `\` takes the next character as it is.
///
/// A shape fits a whole message or not at all.
struct Shape: Sendable {
    let text: String
    let meaning: Meaning

    init(_ text: String, _ meaning: Meaning) {
        self.text = text
        self.meaning = meaning
    }
}

/// What a message means: its table and the values that are not in its words.
struct Meaning: Sendable {
    /// nil: it says nothing that belongs in a table.
    var table: EventTable?
    var constants: [Constant] = []
    /// The whole message is kept in `EventMessage`.
    var keepsMessage = false

    struct Constant: Sendable {
        var field: EventField
        var value: StaticString
    }

    init(_ table: EventTable?) { self.table = table }

    func with(_ field: EventField, _ value: StaticString) -> Meaning {
        var copy = self
        copy.constants.removeAll { $0.field == field }
        copy.constants.append(Constant(field: field, value: value))
        return copy
    }

    /// Keeps the whole message beside the values.
    var withMessage: Meaning {
        var copy = self
        copy.keepsMessage = true
        return copy
    }
}

/// The meanings that occur in many families, in ASIM's words.
extension Meaning {
    /// Nothing but a message: kept in `Syslog` under the family's name.
    static let message = Meaning(nil)

    static let logon = Meaning(.authentication).with(.eventType, "Logon").with(.eventResult, "Success")
    static let logoff = Meaning(.authentication).with(.eventType, "Logoff").with(.eventResult, "Success")
    static let elevate = Meaning(.authentication).with(.eventType, "Elevate").with(.eventResult, "Success")

    /// A sign-in that failed; `details` as ASIM's Authentication schema lists them.
    static func logonFailed(_ details: StaticString = "Other") -> Meaning {
        Meaning(.authentication).with(.eventType, "Logon").with(.eventResult, "Failure")
            .with(.eventResultDetails, details)
    }

    static func elevateFailed(_ details: StaticString = "Other") -> Meaning {
        logonFailed(details).with(.eventType, "Elevate")
    }

    /// What a device or program did or noticed; `type` as ASIM's Audit schema lists them.
    static func audit(
        _ operation: StaticString, type: StaticString = "Other", object: StaticString? = nil,
        result: StaticString = "Success"
    ) -> Meaning {
        let meaning = Meaning(.auditEvent).with(.eventType, type).with(.operation, operation).with(.eventResult, result)
            .withMessage
        guard let object else { return meaning }
        return meaning.with(.objectType, object)
    }

    static func auditFailed(_ operation: StaticString, type: StaticString = "Other") -> Meaning {
        audit(operation, type: type, result: "Failure")
    }
}
