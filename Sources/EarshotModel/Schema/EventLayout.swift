/// How the events of a table are stored: which field goes to which column, and in what form.
///
/// A field that a table has no slot for goes to `AdditionalFields` under its name.
public struct EventLayout: Sendable {
    public struct Slot: Sendable {
        public let field: EventField
        public let column: String
        public let form: Form

        public var stored: StoredColumn { StoredColumn(column, form.stored, isSparse: true) }
    }

    /// What a stored value is.
    public enum Form: Sendable, Hashable {
        case text
        case integer
        /// A number in the dimension table of that name.
        case reference(String)

        public var stored: StoredType {
            switch self {
            case .text: .text
            case .integer: .int64
            case .reference: .int32
            }
        }
    }

    public let table: EventTable
    public let storedName: String
    public let slots: [Slot]
    /// The slot of each field, by `EventField.rawValue`; -1: none.
    public let slotOfField: [Int16]

    public init(_ table: EventTable, stored name: String, _ fields: [EventField]) {
        self.table = table
        storedName = name
        slots = fields.map { Slot(field: $0, column: Self.column($0.name), form: Form($0.kind)) }
        var places = [Int16](repeating: -1, count: EventField.allCases.count)
        for (index, field) in fields.enumerated() { places[Int(field.rawValue)] = Int16(index) }
        slotOfField = places
    }

    /// The column of a field, in tables that have it.
    public static func column(_ field: EventField) -> String { column(field.name) }

    /// `SrcIpAddr` → `src_ip_addr`.
    static func column(_ name: String) -> String {
        var result = ""
        var wasLower = false
        for character in name {
            if character.isUppercase, wasLower { result += "_" }
            wasLower = !character.isUppercase
            result += character.lowercased()
        }
        return result
    }

    /// What every event has besides its fields, in the order in which batches carry it.
    public static let frame: [StoredColumn] = [
        .init("seconds", .int64), .init("fraction", .int32), .init("received", .int64), .init("source_id", .int32),
        .init("product_id", .int32), .init("device_id", .int32), .init("priority", .uint8),
    ]

    public var stored: [StoredColumn] {
        Self.frame + slots.map(\.stored) + [StoredColumn("extra", .text)]
    }
}

extension EventLayout.Form {
    init(_ kind: FieldKind) {
        switch kind {
        case .text: self = .text
        case .label: self = .reference("labels")
        case .domain: self = .reference("domains")
        case .address: self = .reference("addresses")
        case .mac: self = .reference("macs")
        case .number, .protocol, .flags: self = .integer
        }
    }
}
