import CDuckDB
import EarshotModel

/// Up to 2,048 rows of a result. Lives only inside the closure that gets it.
struct ResultChunk: ~Copyable {
    private let handle: duckdb_data_chunk
    let rowCount: Int

    init(_ handle: duckdb_data_chunk) {
        self.handle = handle
        rowCount = Int(duckdb_data_chunk_get_size(handle))
    }

    deinit {
        var handle: duckdb_data_chunk? = handle
        duckdb_destroy_data_chunk(&handle)
    }

    /// Decodes the rows as `types` and appends them, at most up to `limit` rows in all.
    func appendRows(to rows: inout [[KustoValue]], types: [KustoType], limit: Int) {
        let readers = types.indices.compactMap { VectorReader(handle, column: $0, as: types[$0]) }
        guard readers.count == types.count else { return }
        for row in 0..<min(rowCount, limit - rows.count) { rows.append(readers.map { $0.value(at: row) }) }
    }
}

/// Reads one column of a chunk. The query language's types are few; the engine's are cast to what they stand for.
struct VectorReader {
    private let data: UnsafeMutableRawPointer
    private let validity: UnsafeMutablePointer<UInt64>?
    private let type: KustoType
    private let stored: duckdb_type
    private let scale: UInt8
    /// The integer type a decimal is kept in.
    private let width: duckdb_type

    init?(_ chunk: duckdb_data_chunk, column: Int, as type: KustoType) {
        guard column < Int(duckdb_data_chunk_get_column_count(chunk)) else { return nil }
        let vector = duckdb_data_chunk_get_vector(chunk, idx_t(column))
        self.init(vector, as: type)
    }

    init?(_ vector: duckdb_vector?, as type: KustoType) {
        var logical = duckdb_vector_get_column_type(vector)
        defer { duckdb_destroy_logical_type(&logical) }
        stored = duckdb_get_type_id(logical)
        scale = stored == DUCKDB_TYPE_DECIMAL ? duckdb_decimal_scale(logical) : 0
        width = stored == DUCKDB_TYPE_DECIMAL ? duckdb_decimal_internal_type(logical) : stored
        // An untyped NULL has no data to point at.
        guard let data = duckdb_vector_get_data(vector) else { return nil }
        self.data = data
        validity = duckdb_vector_get_validity(vector)
        self.type = type
    }

    private func isValid(_ row: Int) -> Bool {
        guard let validity else { return true }
        return validity[row >> 6] >> UInt64(row & 63) & 1 == 1
    }

    func value(at row: Int) -> KustoValue {
        guard isValid(row) else { return type == .string ? .string("") : .null(type) }
        switch type {
        case .bool: return .bool(load(row, UInt8.self) != 0)
        case .int: return .int(Int32(truncatingIfNeeded: integer(row)))
        case .long: return .long(integer(row))
        case .datetime: return .datetime(integer(row))
        case .timespan: return .timespan(integer(row))
        case .real: return .real(real(row))
        case .decimal: return .decimal(decimal(row))
        case .string: return .string(text(row))
        case .dynamic: return .dynamic(text(row))
        case .guid: return .guid(guid(row))
        }
    }

    private func load<Value: BitwiseCopyable>(_ row: Int, _: Value.Type) -> Value {
        data.load(fromByteOffset: row * MemoryLayout<Value>.stride, as: Value.self)
    }

    private func integer(_ row: Int) -> Int64 {
        switch stored {
        case DUCKDB_TYPE_BOOLEAN, DUCKDB_TYPE_UTINYINT: Int64(load(row, UInt8.self))
        case DUCKDB_TYPE_TINYINT: Int64(load(row, Int8.self))
        case DUCKDB_TYPE_SMALLINT: Int64(load(row, Int16.self))
        case DUCKDB_TYPE_USMALLINT: Int64(load(row, UInt16.self))
        case DUCKDB_TYPE_INTEGER: Int64(load(row, Int32.self))
        case DUCKDB_TYPE_UINTEGER: Int64(load(row, UInt32.self))
        case DUCKDB_TYPE_HUGEINT, DUCKDB_TYPE_UHUGEINT: Int64(truncatingIfNeeded: load(row, Int128.self))
        case DUCKDB_TYPE_DOUBLE: Int64(exactly: load(row, Double.self).rounded(.towardZero)) ?? 0
        default: load(row, Int64.self)
        }
    }

    private func real(_ row: Int) -> Double {
        switch stored {
        case DUCKDB_TYPE_DOUBLE: load(row, Double.self)
        case DUCKDB_TYPE_FLOAT: Double(load(row, Float.self))
        case DUCKDB_TYPE_DECIMAL: Double(decimal(row)) ?? 0
        case DUCKDB_TYPE_HUGEINT: Double(load(row, Int128.self))
        default: Double(integer(row))
        }
    }

    /// A decimal's digits with the point where its scale says, trailing zeros of the fraction removed.
    private func decimal(_ row: Int) -> String {
        guard stored == DUCKDB_TYPE_DECIMAL else {
            return stored == DUCKDB_TYPE_DOUBLE ? "\(load(row, Double.self))" : "\(integer(row))"
        }
        let unscaled = unscaledDecimal(row)
        var digits = String(unscaled.magnitude)
        guard scale > 0 else { return unscaled < 0 ? "-" + digits : digits }
        let missing = Int(scale) + 1 - digits.utf8.count
        if missing > 0 { digits = String(repeating: "0", count: missing) + digits }
        var fraction = digits.suffix(Int(scale))
        while fraction.last == "0" { fraction.removeLast() }
        let whole = digits.dropLast(Int(scale))
        return (unscaled < 0 ? "-" : "") + whole + (fraction.isEmpty ? "" : "." + fraction)
    }

    private func unscaledDecimal(_ row: Int) -> Int128 {
        switch width {
        case DUCKDB_TYPE_SMALLINT: Int128(load(row, Int16.self))
        case DUCKDB_TYPE_INTEGER: Int128(load(row, Int32.self))
        case DUCKDB_TYPE_BIGINT: Int128(load(row, Int64.self))
        default: load(row, Int128.self)
        }
    }

    private func text(_ row: Int) -> String {
        switch stored {
        case DUCKDB_TYPE_VARCHAR, DUCKDB_TYPE_BLOB:
            let strings = data.assumingMemoryBound(to: duckdb_string_t.self)
            let length = Int(duckdb_string_t_length(strings[row]))
            guard let bytes = duckdb_string_t_data(strings + row) else { return "" }
            return String(decoding: UnsafeRawBufferPointer(start: bytes, count: length), as: UTF8.self)
        case DUCKDB_TYPE_DOUBLE, DUCKDB_TYPE_FLOAT: return "\(real(row))"
        case DUCKDB_TYPE_UUID: return guid(row)
        default: return "\(integer(row))"
        }
    }

    /// DuckDB keeps UUIDs as signed 128-bit numbers with the top bit flipped, so that they sort.
    private func guid(_ row: Int) -> String {
        guard stored == DUCKDB_TYPE_UUID else { return text(row) }
        let bits = UInt128(bitPattern: load(row, Int128.self)) ^ (UInt128(1) << 127)
        let digits = Array(String(bits, radix: 16))
        let padded = Array(repeating: Character("0"), count: max(0, 32 - digits.count)) + digits
        let groups = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32]
        return groups.map { String(padded[$0]) }.joined(separator: "-")
    }
}
