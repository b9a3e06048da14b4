/// The values of one stored column in a batch.
public enum ColumnVector: Sendable {
    case bool(FixedColumn<Bool>)
    case uint8(FixedColumn<UInt8>)
    case uint16(FixedColumn<UInt16>)
    case uint32(FixedColumn<UInt32>)
    case int32(FixedColumn<Int32>)
    case int64(FixedColumn<Int64>)
    case double(FixedColumn<Double>)
    case uint128(FixedColumn<UInt128>)
    case text(TextColumn)

    public var count: Int {
        switch self {
        case .bool(let column): column.values.count
        case .uint8(let column): column.values.count
        case .uint16(let column): column.values.count
        case .uint32(let column): column.values.count
        case .int32(let column): column.values.count
        case .int64(let column): column.values.count
        case .double(let column): column.values.count
        case .uint128(let column): column.values.count
        case .text(let column): column.count
        }
    }

    public var type: StoredType {
        switch self {
        case .bool: .bool
        case .uint8: .uint8
        case .uint16: .uint16
        case .uint32: .uint32
        case .int32: .int32
        case .int64: .int64
        case .double: .double
        case .uint128: .uint128
        case .text: .text
        }
    }
}

/// Values of one width, and which of them are missing.
///
/// Everything is inlinable: a call per value across modules would cost more than the value.
@frozen
public struct FixedColumn<Element: BitwiseCopyable & Sendable>: Sendable {
    public var values: [Element] = []
    /// Positions without a value, ascending. Most columns have none or very many; both are cheap.
    public var missing: [UInt32] = []

    @inlinable public init() {}
    @inlinable public init(_ values: [Element]) { self.values = values }

    @inlinable public mutating func reserveCapacity(_ count: Int) { values.reserveCapacity(count) }

    /// Empties the column, which keeps its memory unless somebody else still reads it.
    @inlinable public mutating func removeAll() {
        values.removeAll(keepingCapacity: true)
        missing.removeAll(keepingCapacity: true)
    }

    @inlinable @inline(__always)
    public mutating func append(_ value: Element) { values.append(value) }

    /// Appends `value`, or a missing value in its place.
    @inlinable @inline(__always)
    public mutating func append(_ value: Element, if present: Bool) {
        if !present { missing.append(UInt32(truncatingIfNeeded: values.count)) }
        values.append(value)
    }
}

/// Texts of any length in one buffer; nil is a missing one.
@frozen
public struct TextColumn: Sendable {
    public var bytes: [UInt8] = []
    /// Where each text ends in `bytes`.
    public var ends: [Int] = []
    public var missing: [UInt32] = []

    @inlinable public init() {}
    @inlinable public init(_ texts: some Sequence<String?>) {
        for text in texts { append(text) }
    }

    @inlinable public var count: Int { ends.count }

    /// Empties the column, which keeps its memory unless somebody else still reads it.
    @inlinable public mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        missing.removeAll(keepingCapacity: true)
    }

    @inlinable public mutating func append(_ text: String?) {
        guard let text else { return appendMissing() }
        bytes.append(contentsOf: text.utf8)
        ends.append(bytes.count)
    }

    @inlinable public mutating func append(_ source: [UInt8], _ start: Int, _ end: Int) {
        bytes.append(contentsOf: source[start..<end])
        ends.append(bytes.count)
    }

    @inlinable public mutating func appendMissing() {
        missing.append(UInt32(truncatingIfNeeded: ends.count))
        ends.append(bytes.count)
    }
}
