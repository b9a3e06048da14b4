import CDuckDB
import EarshotModel
import EarshotQuery

extension Connection {
    /// Makes a function of the query language that is computed in Swift callable from SQL, for all connections.
    func register(_ function: NativeFunction) throws(DatabaseError) {
        var handle = duckdb_create_scalar_function()
        defer { duckdb_destroy_scalar_function(&handle) }
        duckdb_scalar_function_set_name(handle, function.name)
        for (index, parameter) in function.parameters.enumerated() {
            var type = duckdb_create_logical_type(parameter.engineType)
            defer { duckdb_destroy_logical_type(&type) }
            if function.variadic, index == function.parameters.count - 1 {
                duckdb_scalar_function_set_varargs(handle, type)
            } else {
                duckdb_scalar_function_add_parameter(handle, type)
            }
        }
        var result = duckdb_create_logical_type(function.result.engineType)
        duckdb_scalar_function_set_return_type(handle, result)
        duckdb_destroy_logical_type(&result)
        // Nulls are the function's business: Kusto's rules differ from SQL's.
        duckdb_scalar_function_set_special_handling(handle)
        let box = Unmanaged.passRetained(FunctionBox(function))
        duckdb_scalar_function_set_extra_info(handle, box.toOpaque()) { pointer in
            if let pointer { Unmanaged<FunctionBox>.fromOpaque(pointer).release() }
        }
        duckdb_scalar_function_set_function(handle, callNativeFunction)
        guard duckdb_register_scalar_function(self.handle, handle) == DuckDBSuccess else {
            throw DatabaseError("The engine does not take the function \(function.name)")
        }
    }
}

private final class FunctionBox: Sendable {
    let function: NativeFunction
    init(_ function: NativeFunction) { self.function = function }
}

/// Called by the engine with up to 2,048 rows.
private func callNativeFunction(_ info: duckdb_function_info?, _ input: duckdb_data_chunk?, _ output: duckdb_vector?) {
    guard let input, let pointer = duckdb_scalar_function_get_extra_info(info) else { return }
    let function = Unmanaged<FunctionBox>.fromOpaque(pointer).takeUnretainedValue().function
    let rows = Int(duckdb_data_chunk_get_size(input))
    let columns = Int(duckdb_data_chunk_get_column_count(input))
    let types = (0..<columns).map { function.parameters[min($0, function.parameters.count - 1)] }
    let readers = types.enumerated().map { VectorReader(input, column: $0.offset, as: $0.element) }
    let writer = VectorWriter(output, type: function.result)
    var arguments: [KustoValue] = []
    arguments.reserveCapacity(columns)
    for row in 0..<rows {
        arguments.removeAll(keepingCapacity: true)
        for (reader, type) in zip(readers, types) { arguments.append(reader?.value(at: row) ?? .null(type)) }
        writer.write(function.body(arguments), at: row)
    }
}

/// Puts values into a result vector.
private struct VectorWriter {
    private let vector: duckdb_vector?
    private let data: UnsafeMutableRawPointer?
    private let type: KustoType

    init(_ vector: duckdb_vector?, type: KustoType) {
        self.vector = vector
        self.type = type
        data = duckdb_vector_get_data(vector)
        duckdb_vector_ensure_validity_writable(vector)
    }

    func write(_ value: KustoValue, at row: Int) {
        switch (value, type) {
        case (.bool(let value), .bool): store(UInt8(value ? 1 : 0), row)
        case (.int(let value), .int): store(value, row)
        case (.int(let value), .long): store(Int64(value), row)
        case (.long(let value), .long), (.datetime(let value), .datetime), (.timespan(let value), .timespan):
            store(value, row)
        case (.real(let value), .real): store(value, row)
        case (.long(let value), .real): store(Double(value), row)
        case (.string(let value), .string), (.dynamic(let value), .dynamic), (.guid(let value), .string),
            (.decimal(let value), .string):
            text(value, row)
        default: duckdb_validity_set_row_invalid(duckdb_vector_get_validity(vector), idx_t(row))
        }
    }

    private func store<Value: BitwiseCopyable>(_ value: Value, _ row: Int) {
        data?.storeBytes(of: value, toByteOffset: row * MemoryLayout<Value>.stride, as: Value.self)
    }

    private func text(_ value: String, _ row: Int) {
        var value = value
        value.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                guard let base = characters.baseAddress, !characters.isEmpty else {
                    return duckdb_vector_assign_string_element_len(vector, idx_t(row), "", 0)
                }
                duckdb_vector_assign_string_element_len(vector, idx_t(row), base, idx_t(characters.count))
            }
        }
    }
}

extension KustoType {
    /// The engine's type for arguments and results of native functions. Types it cannot hand over (decimal, guid) go as
    /// text; the compiler casts around the call.
    var engineType: duckdb_type {
        switch self {
        case .bool: DUCKDB_TYPE_BOOLEAN
        case .int: DUCKDB_TYPE_INTEGER
        case .long, .datetime, .timespan: DUCKDB_TYPE_BIGINT
        case .real: DUCKDB_TYPE_DOUBLE
        case .decimal, .string, .dynamic, .guid: DUCKDB_TYPE_VARCHAR
        }
    }
}
