internal import CPCRE2

/// A compiled regular expression (PCRE2), with bounds that no pattern gets past: a match that takes too many steps is
/// given up.
///
/// Bytes are matched as bytes, whatever they are; an expression with letters outside ASCII is matched as UTF-8, and bytes
/// that are none fit nothing.
final class Expression: @unchecked Sendable {
    // The program and the limits are written once, here, and only read afterwards (pcre2api, "Multithreading"); what a
    // match changes is made for each match.
    private let program: OpaquePointer
    private let limits: OpaquePointer?

    /// Steps of one match. A pattern that fits needs a few for each byte of the line.
    static let maximumSteps: UInt32 = 200_000
    /// Depth of backtracking, and kilobytes for it, when the processor's own code cannot be used.
    private static let maximumDepth: UInt32 = 5_000
    private static let maximumKilobytes: UInt32 = 4_096

    struct Failure: Error {
        var reason: String
        /// Where in the expression.
        var offset: Int
    }

    enum Outcome { case matched, noMatch, abandoned }

    init(_ text: String) throws(Failure) {
        var code: Int32 = 0
        var offset = 0
        let isASCII = text.utf8.allSatisfy { $0 < 128 }
        let options = PCRE2_NEVER_BACKSLASH_C | (isASCII ? PCRE2_NEVER_UTF : PCRE2_UTF | PCRE2_MATCH_INVALID_UTF)
        var bytes = Array(text.utf8)
        guard let program = pcre2_compile_8(&bytes, bytes.count, options, &code, &offset, nil) else {
            throw Failure(reason: Self.message(code), offset: offset)
        }
        self.program = program
        // Where the system does not let a program write code, matching is slower and otherwise the same.
        pcre2_jit_compile_8(program, UInt32(PCRE2_JIT_COMPLETE))
        limits = pcre2_match_context_create_8(nil)
        pcre2_set_match_limit_8(limits, Self.maximumSteps)
        pcre2_set_depth_limit_8(limits, Self.maximumDepth)
        pcre2_set_heap_limit_8(limits, Self.maximumKilobytes)
    }

    deinit {
        pcre2_match_context_free_8(limits)
        pcre2_code_free_8(program)
    }

    private static func message(_ code: Int32) -> String {
        var buffer = [UInt8](repeating: 0, count: 256)
        let length = pcre2_get_error_message_8(code, &buffer, buffer.count)
        return String(decoding: buffer.prefix(max(0, Int(length))), as: UTF8.self)
    }

    /// The number of a group by its name; nil: there is none.
    func group(named name: String) -> Int? {
        let number = name.withCString { text in
            text.withMemoryRebound(to: UInt8.self, capacity: name.utf8.count + 1) {
                pcre2_substring_number_from_name_8(program, $0)
            }
        }
        return number > 0 ? Int(number) : nil
    }

    /// Looks for the expression in `line[start..<end]`, which is all it sees. `groups` gets the ranges of the whole match
    /// and of each group; one that took no part is empty.
    func match(_ line: Span<UInt8>, _ start: Int, _ end: Int, into groups: inout [Range<Int>]) -> Outcome {
        groups.removeAll(keepingCapacity: true)
        guard start >= 0, start <= end, end <= line.count,
            let data = pcre2_match_data_create_from_pattern_8(program, nil)
        else { return .noMatch }
        defer { pcre2_match_data_free_8(data) }
        let count = line.extracting(start..<end).withUnsafeBufferPointer { bytes in
            // An empty line may have no address; PCRE2 wants one all the same.
            var nothing: UInt8 = 0
            guard let base = bytes.baseAddress else {
                return pcre2_match_8(program, &nothing, 0, 0, 0, data, limits)
            }
            return pcre2_match_8(program, base, bytes.count, 0, 0, data, limits)
        }
        guard count > 0 else { return count == PCRE2_ERROR_NOMATCH ? .noMatch : .abandoned }
        guard let ends = pcre2_get_ovector_pointer_8(data) else { return .noMatch }
        // As many pairs as the program has groups, and one for the whole; those behind `count` took no part.
        for index in 0..<Int(pcre2_get_ovector_count_8(data)) {
            let (from, to) = (ends[2 * index], ends[2 * index + 1])
            let isSet = index < Int(count) && from >= 0 && to >= from && to <= end - start
            groups.append(isSet ? (start + from)..<(start + to) : 0..<0)
        }
        return .matched
    }
}
