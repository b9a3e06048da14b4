internal import EarshotModel

/// `Unsuccessful 1FA authentication attempt by user 'x'`, `Login failed: 'x' (Remote IP: '192.0.2.1')`, `Failed login attempt
/// for username "x" from ip 192.0.2.1 (User not found)`: outcome, user and address in a sentence.
///
/// The user's name is the user's own text, so the address is looked for from the end.
struct LoginSentence {
    private var isSuccess = false
    private var user = 0..<0
    private var address = 0..<0

    private static let failures: [StaticString] = [
        "Unsuccessful ", "Login failed", "Failed login attempt", "Error occurred getting details for user",
    ]
    private static let successes: [StaticString] = ["Successful ", "Login successful", "Login attempt successful"]
    private static let users: [StaticString] = [
        "by user '", "username input '", "for username \"", "Login failed: '", "Login failed: ",
    ]
    private static let addresses: [StaticString] = ["Remote IP: ", "from ip ", "IP: "]

    /// nil: no sentence about a sign-in.
    init?(_ text: Span<UInt8>) {
        let start = Self.skipModule(text)
        if Self.failures.contains(where: { text.has($0, at: start, text.count) }) {
            isSuccess = false
        } else if Self.successes.contains(where: { text.has($0, at: start, text.count) }) {
            isSuccess = true
        } else {
            return nil
        }
        readAddress(text)
        readUser(text)
    }

    /// `[LocalAuth] `.
    private static func skipModule(_ text: Span<UInt8>) -> Int {
        guard text.count > 0, text[0] == Byte.leftBracket,
            let close = text.position(of: Byte.rightBracket, 0, text.count)
        else { return 0 }
        return text.skipBlanks(close + 1, text.count)
    }

    private mutating func readAddress(_ text: Span<UInt8>) {
        for label in Self.addresses {
            var index = text.count - 1
            while index > 0 {
                if text.has(label, at: index, text.count) {
                    var start = index + label.utf8CodeUnitCount
                    if start < text.count, text[start] == 39 { start += 1 }
                    var end = start
                    while end < text.count, text[end].hexValue < 16 || text[end] == Byte.dot || text[end] == Byte.colon
                    {
                        end += 1
                    }
                    address = start..<end
                    return
                }
                index -= 1
            }
        }
    }

    /// Between its quotes, the last of which is looked for from the address, or from the end, backwards.
    private mutating func readUser(_ text: Span<UInt8>) {
        let limit = address.isEmpty ? text.count : address.lowerBound
        for label in Self.users {
            var index = 0
            while index < limit, !text.has(label, at: index, limit) { index += 1 }
            guard index < limit else { continue }
            let start = index + label.utf8CodeUnitCount
            user = start..<Self.end(of: start, text, limit)
            return
        }
    }

    private static func end(of start: Int, _ text: Span<UInt8>, _ limit: Int) -> Int {
        let quote = text[start - 1]
        guard quote == 39 || quote == Byte.quote else { return text.endOfToken(start, limit) }
        // What the programs themselves write behind a user's name.
        let tails: [StaticString] = ["': ", "' which ", "' (Remote IP", "\" from ip "]
        var index = limit - 1
        while index > start {
            if text[index] == quote,
                index + 1 >= text.count || tails.contains(where: { text.has($0, at: index, text.count) })
            {
                return index
            }
            index -= 1
        }
        return text.position(of: quote, start, limit) ?? limit
    }

    func fill(_ text: Span<UInt8>, _ row: inout EventRow) {
        row.set(.eventType, "Logon")
        row.set(.eventResult, isSuccess ? "Success" : "Failure")
        if !isSuccess {
            row.set(.eventResultDetails, Self.isUnknown(text) ? "No such user" : "No such user or password")
        }
        row.set(.targetUsername, text, user)
        row.set(.srcIpAddr, text, address)
    }

    private static func isUnknown(_ text: Span<UInt8>) -> Bool {
        let tails: [StaticString] = ["user not found", "User not found", "they do not exist"]
        return text.indices.contains { index in tails.contains { text.has($0, at: index, text.count) } }
    }
}
