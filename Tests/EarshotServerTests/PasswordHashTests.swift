import Testing

@testable import EarshotServer

@Suite struct PasswordHashTests {
    @Test func roundTrip() throws {
        let hash = try PasswordHash.make("correct horse")
        #expect(hash.hasPrefix("scrypt$32768$8$1$"))
        #expect(PasswordHash.verify("correct horse", hash))
        #expect(!PasswordHash.verify("correct horsf", hash))
        #expect(!PasswordHash.verify("", hash))
        #expect(try PasswordHash.make("correct horse") != hash)
    }

    /// RFC 7914 §12, second vector: "password", "NaCl", N = 1024, r = 8, p = 16; the first 32 bytes.
    @Test func agreesWithTheStandard() {
        let stored = "scrypt$1024$8$16$TmFDbA==$/bq+HJ00cgB4VucZDQHp/nxq18vII3gw53N2Y0s3MWI="
        #expect(PasswordHash.verify("password", stored))
        #expect(!PasswordHash.verify("Password", stored))
    }

    @Test func emptyPasswordsAreRefused() {
        let error = #expect(throws: WebServerError.self) { try PasswordHash.make("") }
        #expect(error?.description == "The password is empty. Choose one with at least one character.")
    }

    @Test(arguments: [
        "", "plain", "scrypt$32768$8$1$AAAA", "scrypt$32767$8$1$AAAA$AAAA", "bcrypt$32768$8$1$AAAA$AAAA",
        "scrypt$1073741824$8$1$AAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "scrypt$16$8$1$AAAA$AAAA",
    ])
    func otherTextIsNoHash(text: String) {
        #expect(PasswordHash.Parts(text) == nil)
        #expect(!PasswordHash.verify("x", text))
    }
}
