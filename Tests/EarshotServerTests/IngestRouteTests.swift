import EarshotModel
import Foundation
import HTTPTypes
import NIOCore
import Testing

@testable import EarshotServer

@Suite struct IngestRouteTests {
    @Test func linesAreStoredBeforeTheAnswer() async throws {
        let intake = IntakeTwin()
        let answer = try await Harness(intake: intake).send(.post, "/api/v1/ingest", body: "one\ntwo\r\n\nthree")
        #expect(answer.status == 200)
        #expect(answer.text == #"{"duplicate":false,"families":{"syslog":3},"lines":3,"tables":{"Syslog":3}}"#)
        #expect(await intake.lines == ["one", "two", "three"])
        let chunk = try #require(await intake.chunks.first)
        #expect(chunk.source.transport == .http)
        #expect(chunk.mark == nil)
        #expect(chunk.arrival > Ticks.unixEpoch)
    }

    @Test func namedUploadsCarryAMark() async throws {
        let intake = IntakeTwin()
        let path = "/api/v1/ingest?name=C%3A%5Clogs%5Crouter.log"
        let client = Harness(intake: intake).client()
        let first = try await client.send(.post, path, body: "one\ntwo\n")
        #expect(first.text.contains(#""duplicate":false"#))
        let chunk = try #require(await intake.chunks.first)
        #expect(chunk.source == SourceAddress(.http, "router.log"))
        let mark = try #require(chunk.mark)
        #expect(mark.key == "http:router.log")
        #expect(mark.offset == 8)
        #expect(mark.lines == 2)
        #expect(mark.headLength == 6)
        // The intake decides what a duplicate is.
        let second = try await client.send(.post, path, body: "one\ntwo\n")
        #expect(second.text.contains(#""duplicate":true"#))
    }

    @Test(arguments: [true, false])
    func gzip(isAnnounced: Bool) async throws {
        let intake = IntakeTwin()
        let text = (0..<30_000).map { "line \($0)\n" }.joined()
        let packed = EarshotServerTests.gzip(text)
        let middle = packed.count / 2
        let answer = try await Harness(intake: intake).client().send(
            .post, "/api/v1/ingest", headers: isAnnounced ? [.contentEncoding: "gzip"] : [:],
            bytes: [ByteBuffer(bytes: packed[..<middle]), ByteBuffer(bytes: packed[middle...])])
        #expect(answer.status == 200)
        #expect(answer.text.contains(#""lines":30000"#))
        #expect(await intake.chunks.map(\.lineCount) == [8192, 8192, 8192, 5424])
        #expect(await intake.lines.last == "line 29999")
    }

    @Test func damagedGzip() async throws {
        let packed = Array(EarshotServerTests.gzip("one\n").dropLast(3))
        let answer = try await Harness(intake: IntakeTwin()).client().send(
            .post, "/api/v1/ingest", headers: [.contentEncoding: "gzip"], bytes: [ByteBuffer(bytes: packed)])
        #expect(answer.status == 400)
        #expect(
            answer.text == """
                {"error":{"code":"corrupt","message":"The compressed data ends too early.","span":null,\
                "hint":"Nothing was stored."}}
                """)
    }

    @Test func unknownEncoding() async throws {
        let answer = try await Harness(intake: IntakeTwin()).send(
            .post, "/api/v1/ingest", headers: [.contentEncoding: "br"], body: "x")
        #expect(answer.status == 415)
        #expect(
            answer.text == """
                {"error":{"code":"unknown-encoding","message":"The body is encoded with \\"br\\".","span":null,\
                "hint":"Send it plain or with Content-Encoding: gzip."}}
                """)
    }

    @Test(arguments: [true, false])
    func uploadsAreBounded(isAnnounced: Bool) async throws {
        let intake = IntakeTwin()
        var harness = Harness(intake: intake)
        harness.configuration.maximumUploadBytes = 10
        let answer = try await harness.send(
            .post, "/api/v1/ingest", headers: isAnnounced ? [.contentLength: "12"] : [:], body: "one\ntwo\nsix\n")
        #expect(answer.status == 413)
        #expect(
            answer.text == """
                {"error":{"code":"too-large","message":"The upload is larger than 10 bytes.","span":null,\
                "hint":"Send it in parts, compress it, or put the file into the import folder."}}
                """)
        #expect(await intake.chunks.isEmpty)
    }

    @Test func decompressionIsBounded() async throws {
        var harness = Harness(intake: IntakeTwin())
        harness.configuration.maximumExpandedBytes = 100_000
        let packed = EarshotServerTests.gzip(String(repeating: "0123456789\n", count: 20_000))
        let answer = try await harness.client().send(.post, "/api/v1/ingest", bytes: [ByteBuffer(bytes: packed)])
        #expect(answer.status == 413)
        #expect(answer.text.contains("The upload is larger than 100000 bytes when decompressed."))
    }

    @Test func linesAreBounded() async throws {
        let long = String(repeating: "x", count: LineSplitter.maximumBytes + 1)
        let answer = try await Harness(intake: IntakeTwin()).send(.post, "/api/v1/ingest", body: "a\n" + long)
        #expect(answer.status == 413)
        #expect(answer.text.contains("Line 2 is longer than 1 MB: this is not a log."))
    }

    @Test func whatIsStoredStays() async throws {
        let text = (0..<10_000).map { "line \($0)\n" }.joined()
        let answer = try await Harness(intake: IntakeTwin(failsAfter: 1)).send(.post, "/api/v1/ingest", body: text)
        #expect(answer.status == 503)
        #expect(
            answer.text == """
                {"error":{"code":"not-stored","message":"The lines could not be stored: the disk is full","span":null,\
                "hint":"The 8192 lines before are stored."}}
                """)
    }

    @Test func namedUploadsAreImportedAsFiles() async throws {
        let folder = try Folder()
        let files = FileIntakeTwin()
        var harness = Harness(intake: IntakeTwin())
        harness.files = files
        harness.configuration.uploadDirectory = folder.path
        let answer = try await harness.send(.post, "/api/v1/ingest?name=r.log&modified=86400", body: "one\ntwo\n")
        #expect(answer.status == 200)
        #expect(answer.text.contains(#""lines":2"#))
        let file = try #require(await files.imported.first)
        #expect(file.name == "r.log")
        #expect(file.text == "one\ntwo\n")
        #expect(file.modified == 86_400)
        // Nothing is left behind.
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }

    @Test func aFileThatCannotBeImportedIsCalledByItsName() async throws {
        let folder = try Folder()
        var harness = Harness(intake: IntakeTwin())
        harness.files = FileIntakeTwin(fails: true)
        harness.configuration.uploadDirectory = folder.path
        let answer = try await harness.send(.post, "/api/v1/ingest?name=r.log", body: "x")
        #expect(answer.status == 400)
        #expect(
            answer.text == """
                {"error":{"code":"not-imported","message":"r.log is damaged","span":null,\
                "hint":"Lines read before the fault are stored."}}
                """)
    }

    @Test func withoutAnIntake() async throws {
        let answer = try await Harness().send(.post, "/api/v1/ingest", body: "x")
        #expect(answer.status == 503)
        #expect(answer.text.contains(#""code":"no-intake""#))
    }

    @Test func nothingIsAnEmptyReceipt() async throws {
        let answer = try await Harness(intake: IntakeTwin()).send(.post, "/api/v1/ingest")
        #expect(answer.status == 200)
        #expect(answer.text.contains(#""lines":0"#))
        #expect(answer.text.contains(#""duplicate":false"#))
    }

    @Test(
        arguments: [
            ("router.log", "router.log"), ("/var/log/router.log", "router.log"), ("a\u{0}b", "ab"), ("", nil),
            ("//", nil), ("..", nil), ("/a/..", nil), (".", nil),
            (nil, nil),
        ] as [(String?, String?)])
    func fileNames(name: String?, expected: String?) { #expect(IngestRoute.fileName(name) == expected) }
}
