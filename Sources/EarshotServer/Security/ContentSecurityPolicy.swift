/// What the page may load (W3C Content Security Policy Level 3): its own files, and tiles of the one provider that its
/// address names.
enum ContentSecurityPolicy {
    /// - Parameter basemap: from the page's address, `?basemap=…`; unknown ones widen nothing.
    static func header(basemap id: String?) -> String {
        let host = id.flatMap { Basemap.named($0)?.host }.map { " https://\($0)" } ?? ""
        return [
            "default-src 'self'",
            "script-src 'self'",
            // Charts and map position their elements with style attributes.
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:\(host)",
            // MapLibre starts its worker from a blob.
            "worker-src 'self' blob:",
            "connect-src 'self'\(host)",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "form-action 'self'",
        ].joined(separator: "; ")
    }
}
