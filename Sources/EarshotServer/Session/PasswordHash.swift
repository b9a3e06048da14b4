import Crypto
import Foundation
import _CryptoExtras

/// Passwords at rest: scrypt (RFC 7914) as `scrypt$N$r$p$salt$hash`, salt and hash in base64.
///
///     let stored = try PasswordHash.make("correct horse")    // scrypt$32768$8$1$…$…
///     PasswordHash.verify("correct horse", stored)           // true
public enum PasswordHash {
    /// How dear one attempt is: memory is 128 · N · r bytes.
    struct Cost: Sendable, Hashable {
        var rounds = 32_768
        var blockSize = 8
        var parallelism = 1
    }

    /// A new hash with a random salt. Takes about 0.1 s and 32 MB while it runs.
    public static func make(_ password: String) throws -> String { try make(password, cost: Cost()) }

    static func make(_ password: String, cost: Cost) throws -> String {
        var generator = SystemRandomNumberGenerator()
        let salt = (0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) }
        let key = try derive(password, salt: salt, cost: cost)
        return """
            scrypt$\(cost.rounds)$\(cost.blockSize)$\(cost.parallelism)\
            $\(Data(salt).base64EncodedString())$\(Data(key).base64EncodedString())
            """
    }

    /// Whether `password` is the one that `stored` was made of; false also when `stored` is not a hash.
    public static func verify(_ password: String, _ stored: String) -> Bool {
        guard let parts = Parts(stored) else { return false }
        guard let key = try? derive(password, salt: parts.salt, cost: parts.cost) else { return false }
        return constantTimeEqual(key, parts.key)
    }

    private static func derive(_ password: String, salt: [UInt8], cost: Cost) throws -> [UInt8] {
        // Nothing has no address, which the C function below insists on.
        guard !password.isEmpty else { throw WebServerError.emptyPassword }
        let key = try KDF.Scrypt.deriveKey(
            from: Array(password.utf8), salt: salt, outputByteCount: 32, rounds: cost.rounds, blockSize: cost.blockSize,
            parallelism: cost.parallelism)
        return key.withUnsafeBytes { Array($0) }
    }

    /// Takes as long for a wrong first byte as for a wrong last one.
    static func constantTimeEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        var difference: UInt8 = 0
        for index in left.indices { difference |= left[index] ^ right[index] }
        return difference == 0
    }

    /// A stored hash, taken apart.
    struct Parts {
        var cost: Cost
        var salt: [UInt8]
        var key: [UInt8]

        /// Nil unless `text` is a hash whose cost is bearable (≤ 1 GB).
        init?(_ text: String) {
            let fields = text.split(separator: "$", omittingEmptySubsequences: false)
            guard fields.count == 6, fields[0] == "scrypt" else { return nil }
            guard let rounds = Int(fields[1]), let blockSize = Int(fields[2]), let parallelism = Int(fields[3]),
                rounds > 1, rounds <= 1 << 20, rounds.nonzeroBitCount == 1, (1...32).contains(blockSize),
                (1...16).contains(parallelism), rounds * blockSize <= 1 << 23
            else { return nil }
            guard let salt = Data(base64Encoded: String(fields[4])), let key = Data(base64Encoded: String(fields[5])),
                !salt.isEmpty, key.count == 32
            else { return nil }
            cost = Cost(rounds: rounds, blockSize: blockSize, parallelism: parallelism)
            self.salt = Array(salt)
            self.key = Array(key)
        }
    }
}
