/// `command --name number …`: all that the benchmark needs, without a dependency.
struct Arguments {
    let command: String
    private var values: [String: Int] = [:]

    init(_ words: [String]) throws {
        guard let command = words.first else { throw BenchError("no command") }
        self.command = command
        var index = 1
        while index < words.count {
            guard index + 1 < words.count, let value = Int(words[index + 1]), value >= 0 else {
                throw BenchError("\(words[index]) needs a number")
            }
            values[words[index]] = value
            index += 2
        }
    }

    mutating func take(_ name: String, default fallback: Int) throws -> Int {
        values.removeValue(forKey: name) ?? fallback
    }

    /// Whatever nobody took is a mistake.
    func finish() throws {
        if let name = values.keys.min() { throw BenchError("unknown option '\(name)'") }
    }
}

struct BenchError: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
