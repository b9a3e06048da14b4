extension FieldInfo {
    static let web: [FieldInfo] = [
        .init("Url", .text, "The address asked for."),
        .init("UrlCategory", .label, "Category of the address."),
        .init("UrlOriginal", .text, "The address before the proxy changed it."),
        .init("HttpHost", .domain, "The host asked for."),
        .init("HttpRequestMethod", .label, "GET, POST, …."),
        .init("HttpStatusCode", .number, "Status of the answer (RFC 9110 §15)."),
        .init("HttpVersion", .label, "HTTP version."),
        .init("HttpContentType", .label, "Type of the answer's content."),
        .init("HttpContentFormat", .label, "Type of the question's content."),
        .init("HttpReferrer", .text, "Where the client came from."),
        .init("HttpRequestXff", .text, "Addresses of proxies on the way."),
        .init("HttpRequestTime", .number, "Milliseconds until the question was complete."),
        .init("HttpResponseTime", .number, "Milliseconds until the answer was complete."),
        .init("FileName", .text, "The file's name."),
        .init("FilePath", .text, "The file's path."),
        .init("FileSize", .number, "Bytes of the file."),
        .init("FileContentType", .label, "Type of the file's content."),
        .init("FileMD5", .text, "The file's MD5."),
        .init("FileSHA1", .text, "The file's SHA-1."),
        .init("FileSHA256", .text, "The file's SHA-256."),
    ]
}
