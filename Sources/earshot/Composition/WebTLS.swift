import NIOSSL

/// The certificate and key of the page and the API, where they are served over TLS.
struct WebTLS {
    let certificate: String
    let configuration: TLSConfiguration

    /// nil: plain HTTP. Throws `ConfigurationError`.
    init?(_ settings: Settings, own: () throws -> (certificate: String, key: String)) throws {
        var identity = (certificate: settings.path("web.tls.certificate"), key: settings.path("web.tls.key"))
        if identity.certificate.isEmpty {
            guard settings.text("web.tls.enabled") == "yes" else { return nil }
            identity = try own()
        }
        do {
            let chain = try NIOSSLCertificate.fromPEMFile(identity.certificate)
            let key = try NIOSSLPrivateKey(file: identity.key, format: .pem)
            var configuration = TLSConfiguration.makeServerConfiguration(
                certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
            configuration.minimumTLSVersion = .tlsv12
            // Now, and not at the first connection, it becomes known whether the two belong together.
            _ = try NIOSSLContext(configuration: configuration)
            self.configuration = configuration
            certificate = identity.certificate
        } catch {
            throw ConfigurationError(
                "The certificate \(identity.certificate) with the key \(identity.key) cannot be used: \(error). Both must be "
                    + "PEM files that belong together (`web.tls.certificate`, `web.tls.key`); with `web.tls.enabled: yes` "
                    + "and no certificate Earshot makes its own.")
        }
    }
}
