import EarshotModel
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// An upload that has a file name: put on disk as it comes, then imported like any file, so that the same content sent
/// twice is stored once and an upload may be gzip or zstd.
struct FileUpload {
    let files: any FileIntake
    let limits: WebServer.Configuration

    /// - Parameter modified: the file's last change, seconds since 1970; dates without a year are relative to it.
    func take(_ body: RequestBody, name: String, modified: Double?) async throws -> IngestReceipt {
        let folder = (limits.uploadDirectory ?? NSTemporaryDirectory()) + "/upload-\(UUID().uuidString)"
        try make(folder)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/" + name
        try await write(body, to: path)
        if let modified {
            let date = Date(timeIntervalSince1970: modified)
            try? FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: path)
        }
        do {
            return try await files.importFile(at: path)
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            // The path is ours, the name is the sender's.
            let message = "\(error)".replacingOccurrences(of: path, with: name)
            throw APIError(.badRequest, "not-imported", message, hint: "Lines read before the fault are stored.")
        }
    }

    private func make(_ folder: String) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw failed(error)
        }
    }

    private func write(_ body: RequestBody, to path: String) async throws {
        guard FileManager.default.createFile(atPath: path, contents: nil), let file = FileHandle(forWritingAtPath: path)
        else { throw failed(CocoaError(.fileWriteUnknown)) }
        defer { try? file.close() }
        var received = 0
        for try await piece in body {
            received += piece.readableBytes
            guard received <= limits.maximumUploadBytes else { throw Upload.tooLarge(limits.maximumUploadBytes) }
            do { try file.write(contentsOf: Data(piece.readableBytesView)) } catch { throw failed(error) }
        }
    }

    private func failed(_ error: any Error) -> APIError {
        APIError(
            .insufficientStorage, "not-stored", "The upload could not be put on disk: \(error.localizedDescription)",
            hint: "Make room in the data directory and send it again.")
    }
}
