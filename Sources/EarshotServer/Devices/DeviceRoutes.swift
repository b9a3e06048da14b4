import EarshotModel
import EarshotQuery
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// The devices of the home, and what their owner says of them.
struct DeviceRoutes: Sendable {
    let services: Services

    private static let columns = """
        DeviceId, DeviceName, MacAddr, IpAddr, Vendor, IsRandomizedMac, FirstSeen, LastSeen, Hostname, DeviceType, \
        DeviceTypeConfidence, DeviceTypeEvidence, Owner, GivenName, GivenType, MacAddresses, IpAddresses, MergedInto, \
        DnsBypass, DnsBypassFirstSeen, DnsBypassLastSeen, DnsServers, \
        AnnouncedName, AnnouncedHostname, AnnouncedModel, AnnouncedServer, AnnouncedServices
        """

    func list(_ call: RouteCall) async throws -> Response {
        .json(bytes: ByteBuffer(string: "{\"devices\":[\(try await rows("").joined(separator: ","))]}"))
    }

    func show(_ call: RouteCall) async throws -> Response { try await answer(try Self.number(call.argument)) }

    private struct Change: Decodable {
        var name: String?
        var type: String?
        var owner: String?
        /// Another device's number; 0 takes it apart again.
        var mergedInto: Int32?
    }

    private static let example = #"{"name": "Living room TV", "type": "tv", "owner": "Ada"}"#

    func change(_ call: RouteCall) async throws -> Response {
        guard let inventory = services.live.data.intake as? any DeviceInventory else {
            throw APIError(.serviceUnavailable, "no-inventory", "The devices of this Earshot cannot be changed.")
        }
        let id = try Self.number(call.argument)
        let change = try await JSONBody.read(Change.self, from: call.request, example: Self.example)
        do {
            if let target = change.mergedInto {
                try await inventory.change(target == 0 ? .split(device: id) : .merge(device: id, into: target))
            }
            if change.name != nil || change.type != nil || change.owner != nil {
                try await inventory.change(.describe(device: id, try await words(id, change)))
            }
        } catch let error as DeviceChangeError {
            throw Self.refusal(error)
        }
        return try await answer(id)
    }

    /// What is not mentioned stays as it is.
    private func words(_ id: Int32, _ change: Change) async throws -> DeviceWords {
        let text = "AssetEntity | where DeviceId == \(id) | project GivenName, GivenType, Owner"
        guard let row = try await services.live.engine.run(text, options: QueryOptions()).rows.first else {
            throw DeviceChangeError.unknownDevice(id)
        }
        func known(_ index: Int) -> String {
            if case .string(let text) = row[index] { return text }
            return ""
        }
        return DeviceWords(
            name: try Self.word(change.name, "name") ?? known(0), type: try Self.word(change.type, "type") ?? known(1),
            owner: try Self.word(change.owner, "owner") ?? known(2))
    }

    private static func word(_ text: String?, _ key: String) throws -> String? {
        guard let text else { return nil }
        let plain = String(text.unicodeScalars.filter { $0.value >= 32 && $0.value != 127 })
            .trimmingCharacters(in: .whitespaces)
        guard plain.utf8.count <= 200 else {
            throw APIError(.badRequest, "bad-request", "`\(key)` has more than 200 bytes.", hint: "Use a shorter one.")
        }
        return plain
    }

    private func answer(_ id: Int32) async throws -> Response {
        guard let row = try await rows("| where DeviceId == \(id)").first else {
            throw Self.refusal(.unknownDevice(id))
        }
        return .json(bytes: ByteBuffer(string: row))
    }

    /// Each device as a JSON object, by the names of the columns.
    private func rows(_ condition: String) async throws -> [String] {
        let result = try await services.live.engine.run(
            "AssetEntity \(condition) | project \(Self.columns) | order by LastSeen desc", options: QueryOptions())
        return result.rows.map { row in
            let members = zip(result.columns, row).map { "\(KustoValue.string($0.name).json):\($1.json)" }
            return "{\(members.joined(separator: ","))}"
        }
    }

    private static func number(_ text: String) throws -> Int32 {
        if let number = Int32(text), number > 0 { return number }
        throw APIError(
            .badRequest, "bad-request", "`\(text)` is no device's number.", hint: "GET /api/v1/devices lists them.")
    }

    private static func refusal(_ error: DeviceChangeError) -> APIError {
        switch error {
        case .unknownDevice: APIError(.notFound, "unknown-device", error.description)
        case .notMerged: APIError(.conflict, "not-merged", error.description)
        case .noTarget: APIError(.conflict, "no-target", error.description)
        }
    }
}
