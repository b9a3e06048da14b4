import Crypto
import EarshotPipeline
import Foundation
import SwiftASN1
import X509

/// Earshot's own certificate and key for syslog over TLS, for homes that have none.
enum OwnIdentity {
    /// Files of the identity made on first start, in the data directory.
    static let certificateName = "syslog-certificate.pem"
    static let keyName = "syslog-key.pem"

    /// The identity of `directory`, made when it is not there yet; valid for ten years, for the names and addresses given.
    /// - Returns: paths of certificate and key (PEM).
    static func files(in directory: String, names: [String]) throws -> (certificate: String, key: String) {
        let certificate = directory + "/" + certificateName
        let key = directory + "/" + keyName
        let files = FileManager.default
        if files.fileExists(atPath: certificate), files.fileExists(atPath: key) { return (certificate, key) }
        let privateKey = P256.Signing.PrivateKey()
        let made = try make(Certificate.PrivateKey(privateKey), names)
        var serializer = DER.Serializer()
        try serializer.serialize(made)
        let pem = PEMDocument(type: "CERTIFICATE", derBytes: serializer.serializedBytes).pemString
        // The key first, and for nobody else's eyes: a certificate without its key would be of no use.
        try write(privateKey.pemRepresentation + "\n", to: key, permissions: 0o600)
        try write(pem + "\n", to: certificate, permissions: 0o644)
        return (certificate, key)
    }

    private static func make(_ key: Certificate.PrivateKey, _ names: [String]) throws -> Certificate {
        let name = try DistinguishedName { CommonName("Earshot") }
        let now = Date()
        return try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: key.publicKey,
            // A sender's clock may be behind.
            notValidBefore: now.addingTimeInterval(-86_400), notValidAfter: now.addingTimeInterval(3650 * 86_400),
            issuer: name, subject: name, signatureAlgorithm: .ecdsaWithSHA256,
            extensions: try Certificate.Extensions {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
                Critical(KeyUsage(digitalSignature: true, keyCertSign: true))
                try ExtendedKeyUsage([.serverAuth])
                SubjectAlternativeNames(names.map(alternative))
            }, issuerPrivateKey: key)
    }

    private static func alternative(_ name: String) -> GeneralName {
        var v4 = in_addr()
        if inet_pton(AF_INET, name, &v4) == 1 {
            return .ipAddress(ASN1OctetString(contentBytes: withUnsafeBytes(of: v4) { ArraySlice($0) }))
        }
        var v6 = in6_addr()
        if inet_pton(AF_INET6, name, &v6) == 1 {
            return .ipAddress(ASN1OctetString(contentBytes: withUnsafeBytes(of: v6) { ArraySlice($0) }))
        }
        return .dnsName(name)
    }

    private static func write(_ text: String, to path: String, permissions: Int) throws {
        let made = FileManager.default.createFile(
            atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: permissions])
        guard made else { throw TLSIdentityError("\(path) cannot be written: \(String(cString: strerror(errno))).") }
    }
}
