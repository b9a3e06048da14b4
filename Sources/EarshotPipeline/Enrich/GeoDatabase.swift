import CMaxMindDB
import EarshotModel
import Glibc

/// An MMDB file: DB-IP, GeoLite2, IPinfo, or any other with the same field names.
///
/// Lookups cost about a microsecond and touch no heap beyond the texts they return; the file is memory-mapped, so that
/// only the pages in use take memory. Source: MaxMind DB File Format Specification 2.0.
public final class GeoDatabase: @unchecked Sendable {
    // libmaxminddb reads an open database from any number of threads; nothing changes after `init`.
    private let handle: UnsafeMutablePointer<MMDB_s>
    public let type: String

    public init(path: String) throws(GeoDatabaseError) {
        let handle = UnsafeMutablePointer<MMDB_s>.allocate(capacity: 1)
        handle.initialize(to: MMDB_s())
        let status = MMDB_open(path, UInt32(MMDB_MODE_MMAP), handle)
        guard status == MMDB_SUCCESS else {
            handle.deallocate()
            throw GeoDatabaseError(path: path, reason: String(cString: MMDB_strerror(status)))
        }
        self.handle = handle
        type = handle.pointee.metadata.database_type.map { String(cString: $0) } ?? ""
    }

    /// When the file was built, in seconds since 1970.
    var builtAt: Int { Int(clamping: handle.pointee.metadata.build_epoch) }

    deinit {
        MMDB_close(handle)
        handle.deallocate()
    }

    /// Takes the pages that lookups have touched out of this process's memory. They stay in the system's cache, so that
    /// the next lookup finds them; without this, half of the file would count as ours after a few thousand addresses.
    func releasePages() {
        guard let content = handle.pointee.file_content else { return }
        madvise(UnsafeMutableRawPointer(mutating: content), Int(handle.pointee.file_size), MADV_DONTNEED)
    }

    /// Where the walk of an IPv4 address begins.
    var firstRecord: UInt32 { handle.pointee.metadata.ip_version == 6 ? handle.pointee.ipv4_start_node.node_value : 0 }

    /// Whether a record stands for a further node of the tree.
    func isNode(_ record: UInt32) -> Bool { record < handle.pointee.metadata.node_count }

    /// What a node says about addresses that go on with `bit`; `node_count`, which means nothing, for a damaged file.
    func record(_ node: UInt32, _ bit: UInt32) -> UInt32 {
        var found = MMDB_search_node_s()
        guard MMDB_read_node(handle, node, &found) == MMDB_SUCCESS else { return handle.pointee.metadata.node_count }
        return UInt32(truncatingIfNeeded: bit == 0 ? found.left_record : found.right_record)
    }

    /// The entry that a record points to, or nil.
    func entry(of record: UInt32) -> MMDB_entry_s? {
        // The tree and the data have 16 bytes between them, which records count.
        let (offset, isTooSmall) = record.subtractingReportingOverflow(handle.pointee.metadata.node_count &+ 16)
        guard !isTooSmall, offset < handle.pointee.data_section_size else { return nil }
        return MMDB_entry_s(mmdb: handle, offset: offset)
    }

    /// The entry for an address, or nil when the database has none.
    func entry(for address: IPAddress) -> MMDB_entry_s? {
        var error: Int32 = 0
        let result: MMDB_lookup_result_s
        if let v4 = address.v4 {
            var socketAddress = sockaddr_in()
            socketAddress.sin_family = sa_family_t(AF_INET)
            socketAddress.sin_addr.s_addr = v4.bigEndian
            result = withUnsafePointer(to: &socketAddress) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { MMDB_lookup_sockaddr(handle, $0, &error) }
            }
        } else {
            guard handle.pointee.metadata.ip_version == 6 else { return nil }
            var socketAddress = sockaddr_in6()
            socketAddress.sin6_family = sa_family_t(AF_INET6)
            var bits = address.bits.bigEndian
            withUnsafeMutableBytes(of: &socketAddress.sin6_addr) { target in
                withUnsafeBytes(of: &bits) { target.copyMemory(from: $0) }
            }
            result = withUnsafePointer(to: &socketAddress) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { MMDB_lookup_sockaddr(handle, $0, &error) }
            }
        }
        return error == MMDB_SUCCESS && result.found_entry ? result.entry : nil
    }
}

/// An MMDB file that cannot be used.
public struct GeoDatabaseError: Error, Sendable, CustomStringConvertible {
    public let path: String
    public let reason: String
    public var description: String {
        "The geography file \(path) cannot be used: \(reason). Fetch it again with Scripts/bootstrap.sh, or name "
            + "another MMDB file under `geo:` in earshot.yaml. Until then events have no place."
    }
}

extension MMDB_entry_s {
    /// The text at a path such as `["city", "names", "en"]`.
    func text(_ path: String...) -> String? {
        guard let data = data(path), data.type == UInt32(MMDB_DATA_TYPE_UTF8_STRING), let bytes = data.utf8_string
        else {
            return nil
        }
        let buffer = UnsafeRawBufferPointer(start: bytes, count: Int(data.data_size))
        return String(decoding: buffer, as: UTF8.self)
    }

    func number(_ path: String...) -> Double? {
        guard let data = data(path) else { return nil }
        return switch Int32(data.type) {
        case MMDB_DATA_TYPE_DOUBLE: data.double_value
        case MMDB_DATA_TYPE_FLOAT: Double(data.float_value)
        case MMDB_DATA_TYPE_UINT16: Double(data.uint16)
        case MMDB_DATA_TYPE_UINT32: Double(data.uint32)
        default: nil
        }
    }

    private func data(_ path: [String]) -> MMDB_entry_data_s? {
        var entry = self
        var data = MMDB_entry_data_s()
        var pointers: [UnsafePointer<CChar>?] = path.map { UnsafePointer(strdup($0)) }
        defer { for pointer in pointers { free(UnsafeMutablePointer(mutating: pointer)) } }
        pointers.append(nil)
        let status = pointers.withUnsafeBufferPointer { MMDB_aget_value(&entry, &data, $0.baseAddress) }
        return status == MMDB_SUCCESS && data.has_data ? data : nil
    }
}
