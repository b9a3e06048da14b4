import CDuckDB
import EarshotModel

extension ColumnVector {
    /// Copies the rows of `range` to the start of a vector of the same type.
    func copy(_ range: Range<Int>, to vector: duckdb_vector?) {
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
        // Missing texts are many and empty, too.
        Self.clear(vector, range.count)
        bytes.withUnsafeBufferPointer { buffer in
            buffer.withMemoryRebound(to: CChar.self) { characters in
                guard let base = characters.baseAddress else { return }
                // ASCII is UTF-8; the engine need not look at it once more.
                let assign =
                    isASCII(range)
                    ? duckdb_unsafe_vector_assign_string_element_len : duckdb_vector_assign_string_element_len
                for row in range {
                    let start = row == 0 ? 0 : ends[row - 1]
                    let count = ends[row] - start
                    guard count > 0 else { continue }
                    assign(vector, idx_t(row - range.lowerBound), base + start, idx_t(count))
                }
            }
        }
        markMissing(missing, range, vector)
    }

    /// All zeros are the empty text.
    static func clear(_ vector: duckdb_vector?, _ rows: Int) {
        let size = rows * MemoryLayout<duckdb_string_t>.stride
        duckdb_vector_get_data(vector)?.initializeMemory(as: UInt8.self, repeating: 0, count: size)
    }

    /// Whether all texts of `range` are.
    private func isASCII(_ range: Range<Int>) -> Bool {
        let start = range.lowerBound == 0 ? 0 : ends[range.lowerBound - 1]
        var all: UInt8 = 0
        for byte in bytes[start..<ends[range.upperBound - 1]] { all |= byte }
        return all < 0x80
    }
}

/// Marks the rows of `range` that are in `missing` (ascending).
private func markMissing(_ missing: [UInt32], _ range: Range<Int>, _ vector: duckdb_vector?) {
    var index = firstIndex(in: missing, notBelow: range.lowerBound)
    guard index < missing.count, Int(missing[index]) < range.upperBound else { return }
    duckdb_vector_ensure_validity_writable(vector)
    guard let validity = duckdb_vector_get_validity(vector) else { return }
    while index < missing.count, Int(missing[index]) < range.upperBound {
        let row = Int(missing[index]) - range.lowerBound
        validity[row / 64] &= ~(1 << UInt64(row % 64))
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
