public import NIOSSL

/// The certificate and key that Earshot shows to senders of syslog over TLS (RFC 5425).
public enum TLSIdentity {
    /// What NIO needs of the files. `clientAuthorities`: PEM file of authorities whose certificates senders must show;
    /// nil: senders need none.
    public static func context(certificate: String, key: String, clientAuthorities: String?) throws -> NIOSSLContext {
        do {
            let chain = try NIOSSLCertificate.fromPEMFile(certificate).map { NIOSSLCertificateSource.certificate($0) }
            let privateKey = try NIOSSLPrivateKey(file: key, format: .pem)
            var configuration = TLSConfiguration.makeServerConfiguration(
                certificateChain: chain, privateKey: .privateKey(privateKey))
            configuration.minimumTLSVersion = .tlsv12
            if let clientAuthorities {
                configuration.trustRoots = .file(clientAuthorities)
                configuration.certificateVerification = .noHostnameVerification
            }
            return try NIOSSLContext(configuration: configuration)
        } catch {
            throw TLSIdentityError(
                "The TLS certificate \(certificate) with the key \(key) cannot be used: \(error). Both must be PEM "
                    + "files that belong together; without `syslog.tls.certificate` Earshot makes its own.")
        }
    }
}

public struct TLSIdentityError: Error, CustomStringConvertible {
    public let description: String
    public init(_ description: String) { self.description = description }
}
