import Foundation
import HTTPTypes
import HummingbirdCore
import NIOCore

/// The body of a request as a value.
enum JSONBody {
    /// Bytes of a body that describes something.
    static let maximumBytes = 1 << 20

    /// - Parameter example: what would be right, for the error. Throws `APIError`.
    static func read<Value: Decodable>(_ type: Value.Type, from request: Request, example: String) async throws -> Value
    {
        let body: ByteBuffer
        do { body = try await request.body.collect(upTo: maximumBytes) } catch is NIOTooManyBytesError {
            throw APIError(.contentTooLarge, "too-large", "The request is larger than \(maximumBytes) bytes.")
        }
        do {
            return try JSONDecoder().decode(Value.self, from: Data(body.readableBytesView))
        } catch {
            throw APIError(
                .badRequest, "bad-request", "The body cannot be read as what is asked for here.",
                hint: "Send JSON such as \(example)")
        }
    }
}

/// `90`, `15m`, `24h`, `7d` in seconds.
public enum SecondsText {
    /// nil: it is none.
    public static func read(_ text: String) -> Int64? {
        let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800]
        guard let last = text.last else { return nil }
        let factor = units[last]
        guard let number = Int64(factor == nil ? text[...] : text.dropLast()), number > 0, number < 100_000_000 else {
            return nil
        }
        return number * (factor ?? 1)
    }
}
