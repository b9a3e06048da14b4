/// Decompresses DEFLATE (RFC 1951) in its zlib (RFC 1950) and gzip (RFC 1952) wrappings.
struct Inflate {
    /// What a compressed text may grow to; a query is no place for a decompression bomb.
    static let limit = 16_000_000

    private let input: [UInt8]
    private var at: Int
    private var bits: UInt32 = 0
    private var bitCount = 0
    private var output: [UInt8] = []

    static func zlib(_ bytes: [UInt8]) -> [UInt8]? {
        guard bytes.count > 6, bytes[0] & 15 == 8, bytes[1] & 32 == 0 else { return nil }
        var stream = Inflate(bytes, from: 2)
        return stream.run()
    }

    static func gzip(_ bytes: [UInt8]) -> [UInt8]? {
        guard bytes.count > 18, bytes[0] == 0x1F, bytes[1] == 0x8B, bytes[2] == 8 else { return nil }
        var at = 10
        let flags = bytes[3]
        if flags & 4 != 0 { at += 2 + Int(bytes[10]) + Int(bytes[11]) << 8 }
        for flag in [UInt8(8), 16] where flags & flag != 0 {
            guard at < bytes.count, let end = bytes[at...].firstIndex(of: 0) else { return nil }
            at = end + 1
        }
        if flags & 2 != 0 { at += 2 }
        guard at < bytes.count else { return nil }
        var stream = Inflate(bytes, from: at)
        return stream.run()
    }

    private init(_ input: [UInt8], from start: Int) {
        self.input = input
        at = start
    }

    private mutating func run() -> [UInt8]? {
        while true {
            guard let last = read(1), let kind = read(2) else { return nil }
            let done: Bool
            switch kind {
            case 0: done = stored()
            case 1: done = block(Self.fixedLengths, Self.fixedDistances)
            case 2: done = dynamicBlock()
            default: done = false
            }
            guard done else { return nil }
            if last == 1 { return output }
        }
    }

    private mutating func read(_ count: Int) -> Int? {
        while bitCount < count {
            guard at < input.count else { return nil }
            bits |= UInt32(input[at]) << UInt32(bitCount)
            at += 1
            bitCount += 8
        }
        let value = bits & ((1 << UInt32(count)) - 1)
        bits >>= UInt32(count)
        bitCount -= count
        return Int(value)
    }

    private mutating func stored() -> Bool {
        bits = 0
        bitCount = 0
        guard at + 4 <= input.count else { return false }
        let count = Int(input[at]) | Int(input[at + 1]) << 8
        at += 4
        guard at + count <= input.count, output.count + count <= Self.limit else { return false }
        output += input[at..<(at + count)]
        at += count
        return true
    }

    // MARK: Huffman codes

    /// Canonical codes: how many there are of each length, and their symbols in order.
    private struct Code {
        var counts = [Int](repeating: 0, count: 16)
        var symbols: [Int] = []

        init(_ lengths: [Int]) {
            for length in 1...15 {
                for (symbol, own) in lengths.enumerated() where own == length {
                    counts[length] += 1
                    symbols.append(symbol)
                }
            }
        }
    }

    private static let fixedLengths = Code((0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 })
    private static let fixedDistances = Code(Array(repeating: 5, count: 30))

    private mutating func symbol(_ code: Code) -> Int? {
        var (value, first, index) = (0, 0, 0)
        for length in 1...15 {
            guard let bit = read(1) else { return nil }
            value |= bit
            let count = code.counts[length]
            if value - count < first { return code.symbols[index + value - first] }
            index += count
            first = (first + count) << 1
            value <<= 1
        }
        return nil
    }

    private mutating func dynamicBlock() -> Bool {
        guard let lengthCount = read(5), let distanceCount = read(5), let codeCount = read(4) else { return false }
        var codeLengths = [Int](repeating: 0, count: 19)
        let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
        for place in order.prefix(codeCount + 4) {
            guard let length = read(3) else { return false }
            codeLengths[place] = length
        }
        let total = lengthCount + 257 + distanceCount + 1
        guard let lengths = runLengths(Code(codeLengths), total) else { return false }
        return block(Code(Array(lengths.prefix(lengthCount + 257))), Code(Array(lengths.dropFirst(lengthCount + 257))))
    }

    private mutating func runLengths(_ code: Code, _ total: Int) -> [Int]? {
        var lengths: [Int] = []
        while lengths.count < total {
            guard let symbol = symbol(code) else { return nil }
            switch symbol {
            case 0...15: lengths.append(symbol)
            case 16:
                guard let last = lengths.last, let extra = read(2) else { return nil }
                lengths += Array(repeating: last, count: 3 + extra)
            default:
                guard let extra = read(symbol == 17 ? 3 : 7) else { return nil }
                lengths += Array(repeating: 0, count: (symbol == 17 ? 3 : 11) + extra)
            }
        }
        return lengths.count == total ? lengths : nil
    }

    private static let lengthBases = [
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227,
        258,
    ]
    private static let lengthBits = [
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
    ]
    private static let distanceBases = [
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097,
        6145, 8193,
        12_289, 16_385, 24_577,
    ]

    private mutating func block(_ lengths: Code, _ distances: Code) -> Bool {
        while true {
            guard let symbol = symbol(lengths), output.count < Self.limit else { return false }
            if symbol < 256 {
                output.append(UInt8(symbol))
            } else if symbol == 256 {
                return true
            } else if !copy(symbol - 257, distances) {
                return false
            }
        }
    }

    private mutating func copy(_ place: Int, _ distances: Code) -> Bool {
        guard place < 29, let extra = read(Self.lengthBits[place]), let code = symbol(distances), code < 30,
            let more = read(max(0, code / 2 - 1))
        else { return false }
        let distance = Self.distanceBases[code] + more
        guard distance <= output.count else { return false }
        for _ in 0..<(Self.lengthBases[place] + extra) { output.append(output[output.count - distance]) }
        return true
    }
}
