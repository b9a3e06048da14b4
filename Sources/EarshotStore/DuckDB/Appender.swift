import CDuckDB
import EarshotModel

/// Writes columns into a table, chunk by chunk, without looking at single values.
struct Appender: ~Copyable {
    private let handle: duckdb_appender
    private var chunk: duckdb_data_chunk
    private let capacity: Int

    init(_ connection: Connection, table: TableRows) throws(DatabaseError) {
        var appender: duckdb_appender?
        guard duckdb_appender_create(connection.handle, nil, table.table, &appender) == DuckDBSuccess, let appender
        else {
            let message = Self.message(appender)
            duckdb_appender_destroy(&appender)
            throw DatabaseError(engine: message)
        }
        // Sparse columns stand in the order in which they came.
        let names = table.names ?? SparseColumns.tables[table.table]?.stored.map(\.name) ?? []
        for name in names {
            guard duckdb_appender_add_column(appender, name) == DuckDBSuccess else {
                let message = Self.message(appender)
                var appender: duckdb_appender? = appender
                duckdb_appender_destroy(&appender)
                throw DatabaseError(engine: message)
            }
        }
        var types: [duckdb_logical_type?] = table.columns.map { duckdb_create_logical_type($0.type.engineType) }
        let created = duckdb_create_data_chunk(&types, idx_t(types.count))
        for index in types.indices { duckdb_destroy_logical_type(&types[index]) }
        guard let created else {
            var appender: duckdb_appender? = appender
            duckdb_appender_destroy(&appender)
            throw DatabaseError("No memory for a chunk of \(table.table)")
        }
        handle = appender
        chunk = created
        capacity = Int(duckdb_vector_size())
    }

    deinit {
        var chunk: duckdb_data_chunk? = chunk
        duckdb_destroy_data_chunk(&chunk)
        var appender: duckdb_appender? = handle
        duckdb_appender_destroy(&appender)
    }

    /// DuckDB copies what it is given and makes a statement of it when it is told to. Rows by the ten thousand are few
    /// enough to find them in the processor's cache again, and enough for the statement to cost nothing.
    private static let rowsPerStatement = 20_480

    func append(_ table: TableRows) throws(DatabaseError) {
        var start = 0
        var waiting = 0
        while start < table.count {
            let rows = min(capacity, table.count - start)
            duckdb_data_chunk_reset(chunk)
            for (index, column) in table.columns.enumerated() {
                column.copy(start..<start + rows, to: duckdb_data_chunk_get_vector(chunk, idx_t(index)))
            }
            duckdb_data_chunk_set_size(chunk, idx_t(rows))
            guard duckdb_append_data_chunk(handle, chunk) == DuckDBSuccess else { throw failure }
            start += rows
            waiting += rows
            guard waiting >= Self.rowsPerStatement || start == table.count else { continue }
            guard duckdb_appender_flush(handle) == DuckDBSuccess else { throw failure }
            waiting = 0
        }
    }

    private var failure: DatabaseError { DatabaseError(engine: Self.message(handle)) }

    private static func message(_ appender: duckdb_appender?) -> String {
        duckdb_appender_error(appender).map { String(cString: $0) } ?? "the table does not take the rows"
    }
}

extension StoredType {
    var engineType: duckdb_type {
        switch self {
        case .bool: DUCKDB_TYPE_BOOLEAN
        case .uint8: DUCKDB_TYPE_UTINYINT
        case .uint16: DUCKDB_TYPE_USMALLINT
        case .uint32: DUCKDB_TYPE_UINTEGER
        case .int32: DUCKDB_TYPE_INTEGER
        case .int64: DUCKDB_TYPE_BIGINT
        case .double: DUCKDB_TYPE_DOUBLE
        case .uint128: DUCKDB_TYPE_UHUGEINT
        case .text: DUCKDB_TYPE_VARCHAR
        }
    }

    var sqlName: String {
        switch self {
        case .bool: "BOOLEAN"
        case .uint8: "UTINYINT"
        case .uint16: "USMALLINT"
        case .uint32: "UINTEGER"
        case .int32: "INTEGER"
        case .int64: "BIGINT"
        case .double: "DOUBLE"
        case .uint128: "UHUGEINT"
        case .text: "VARCHAR"
        }
    }
}

extension ColumnVector {
    /// Copies the rows of `range` to the start of a vector of the same type.
    fileprivate func copy(_ range: Range<Int>, to vector: duckdb_vector?) {
        switch self {
        case .bool(let column): column.copy(range, to: vector)
        case .uint8(let column): column.copy(range, to: vector)
        case .uint16(let column): column.copy(range, to: vector)
        case .uint32(let column): column.copy(range, to: vector)
        case .int32(let column): column.copy(range, to: vector)
        case .int64(let column): column.copy(range, to: vector)
        case .double(let column): column.copy(range, to: vector)
        case .uint128(let column): column.copy(range, to: vector)
        case .text(let column): column.copy(range, to: vector)
        }
    }
}

extension FixedColumn {
    fileprivate func copy(_ range: Range<Int>, to vector: duckdb_vector?) {
        guard let data = duckdb_vector_get_data(vector) else { return }
        values.withUnsafeBytes { bytes in
            let stride = MemoryLayout<Element>.stride
            let slice = UnsafeRawBufferPointer(rebasing: bytes[range.lowerBound * stride..<range.upperBound * stride])
            data.copyMemory(from: slice.baseAddress ?? UnsafeRawPointer(data), byteCount: slice.count)
        }
        markMissing(missing, range, vector)
    }
}

extension TextColumn {
    fileprivate func copy(_ range: Range<Int>, to vector: duckdb_vector?) {
        bytes.withUnsafeBufferPointer { buffer in
            buffer.withMemoryRebound(to: CChar.self) { characters in
                for row in range {
                    let start = row == 0 ? 0 : ends[row - 1]
                    let count = ends[row] - start
                    // Empty texts need no pointer; an empty buffer has none to give.
                    guard let base = characters.baseAddress, count > 0 else {
                        duckdb_vector_assign_string_element_len(vector, idx_t(row - range.lowerBound), "", 0)
                        continue
                    }
                    duckdb_vector_assign_string_element_len(
                        vector, idx_t(row - range.lowerBound), base + start, idx_t(count))
                }
            }
        }
        markMissing(missing, range, vector)
    }
}

/// Marks the rows of `range` that are in `missing` (ascending).
private func markMissing(_ missing: [UInt32], _ range: Range<Int>, _ vector: duckdb_vector?) {
    var index = firstIndex(in: missing, notBelow: range.lowerBound)
    guard index < missing.count, Int(missing[index]) < range.upperBound else { return }
    duckdb_vector_ensure_validity_writable(vector)
    let validity = duckdb_vector_get_validity(vector)
    while index < missing.count, Int(missing[index]) < range.upperBound {
        duckdb_validity_set_row_invalid(validity, idx_t(Int(missing[index]) - range.lowerBound))
        index += 1
    }
}

/// Binary search in an ascending array.
private func firstIndex(in positions: [UInt32], notBelow bound: Int) -> Int {
    var low = 0
    var high = positions.count
    while low < high {
        let middle = (low + high) / 2
        if Int(positions[middle]) < bound { low = middle + 1 } else { high = middle }
    }
    return low
}
