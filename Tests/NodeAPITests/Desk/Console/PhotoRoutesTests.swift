import AllianceNames
import Foundation
import ImageRecognition
import NodeAPI
import Peering
import SignIn
import Synchronization
import Testing

/// Photos at console and REST, read by a reader that finds what a test wants.
@Suite(.timeLimit(.minutes(30))) struct PhotoRoutesTests {
    private final class Reader: CodePhotoReading {
        let codes: [String]
        let seen = Mutex<[CodePhoto]>([])

        init(_ codes: [String]) { self.codes = codes }

        func codes(in photo: CodePhoto) async throws -> [String] {
            seen.withLock { $0.append(photo) }
            guard !codes.isEmpty else { throw PeerProblem.noCodeInPhoto }
            return codes
        }
    }

    private static func with(
        _ reader: Reader?, _ images: FixedImages? = nil,
        _ body: (RawConnection) async throws -> Void
    ) async throws {
        let console = ConsoleRoutes(
            try FixedConsole(), of: MemberID(unchecked: "hub"), products: FixedAnswers(),
            photos: reader, images: images)
        try await LiveDesk.with(
            routes: console.routes + RESTRoutes(console, signing: FixedSigning()).routes
        ) { desk in
            try await body(try await desk.connect("hub"))
        }
    }

    private static func form(_ file: [UInt8]) -> [UInt8] { FileForm.bytes(file, in: "photo") }

    private static let path = "/console/product/photo"

    @Test("a photo leads to the address of its code, as a scan does")
    func console() async throws {
        let reader = Reader(["010400638133393110L1\u{1d}21A1", "other"])
        try await Self.with(reader) { connection in
            // Larger than what other forms may send.
            let photo =
                CodePhotoTests.png(width: 9, height: 9)
                + [UInt8](repeating: 0x0a, count: 2 << 20)
            let answer = try await connection.post(
                Self.path, FileForm.type, Self.form(photo))
            #expect(answer.status == 303, "\(answer.text.prefix(300))")
            #expect(
                answer.headers["location"]
                    == "https://hub/console/product?code=%2801%2904006381333931%2810%29L1%2821%29A1"
            )
            #expect(reader.seen.withLock { $0.map(\.bytes) } == [photo])
            let page = try await connection.get("/console/product")
            #expect(page.text.contains("capture=\"environment\""))
            #expect(page.text.contains("accept=\"image/jpeg,image/png\""))
        }
    }

    @Test("what is no photo, has no code or is too large is said on the page, in its language")
    func refused() async throws {
        try await Self.with(Reader([])) { connection in
            for (body, status, words) in [
                (CodePhotoTests.png(width: 9, height: 9), 422, "No code was found"),
                (Array("<svg/>".utf8), 415, "JPEG or PNG"),
                (CodePhotoTests.png(width: 20_000, height: 9), 413, "too large"),
                ([], 400, "Choose or take a photo"),
            ] {
                let answer = try await connection.post(
                    Self.path, FileForm.type, Self.form(body))
                #expect(answer.status == status, "\(words)")
                #expect(answer.text.contains(words), "\(answer.text.suffix(900))")
            }
        }
        try await Self.with(Reader([])) { connection in
            let body = [UInt8](repeating: 7, count: (8 << 20) + (128 << 10))
            try await connection.send(
                "POST \(Self.path) HTTP/1.1\r\nHost: hub\r\nContent-Type: \(FileForm.type)\r\nContent-Length: \(body.count)\r\n\r\n"
            )
            #expect(try #require(await connection.answer()).status == 413)
        }
    }

    @Test("without a code the photo is one of the product, and pictures like it are looked for")
    func alike() async throws {
        let images = FixedImages(formats: [.png])
        let hash = try ImageLikeness(
            bytes: FixedImages.pixels, width: 64, height: 64, channels: 1
        ).hash
        try await Self.with(Reader([]), images) { connection in
            let answer = try await connection.post(
                Self.path, FileForm.type, Self.form(CodePhotoTests.png(width: 90, height: 90)))
            #expect(answer.status == 200, "\(answer.text.prefix(300))")
            #expect(answer.text.contains("No code was found in the photo"))
            #expect(answer.text.contains("<code>\(hash)</code>"))
            #expect(images.asked.withLock { $0.map(\.asked.count) } == [8])
            // Too small for a likeness, or of a format that is not decoded: as before.
            for photo in [
                CodePhotoTests.png(width: 4, height: 9), CodePhotoTests.jpeg(width: 90, height: 90),
            ] {
                let answer = try await connection.post(
                    Self.path, FileForm.type, Self.form(photo))
                #expect(answer.status == 422)
                #expect(answer.text.contains("hold the camera straight"))
                #expect(!answer.text.contains(hash.description))
            }
        }
        // With a code the picture is not looked for.
        try await Self.with(Reader(["010400638133393121A1"]), images) { connection in
            let answer = try await connection.post(
                Self.path, FileForm.type, Self.form(CodePhotoTests.png(width: 90, height: 90)))
            #expect(answer.status == 303)
        }
        #expect(images.asked.withLock { $0.count } == 1)
    }

    @Test("without a program the page says so, and there is no field")
    func off() async throws {
        try await Self.with(nil) { connection in
            let page = try await connection.get("/console/product")
            #expect(page.text.contains("reads no photos") && !page.text.contains("type=\"file\""))
            let photo = CodePhotoTests.png(width: 9, height: 9)
            let answer = try await connection.post(
                Self.path, FileForm.type, Self.form(photo))
            #expect(answer.status == 501)
            let rest = try await connection.post(
                "/api/v1/products/photo", "image/png", photo)
            #expect(rest.status == 501)
        }
    }

    @Test("a place for a body is for who may come in, and for so long only")
    func places() async throws {
        let route = DeskRoute(
            .post, "/taken", for: ConsoleRoutes.audience,
            collecting: BodyPlaces(bytesMax: 1_000, atOnceMax: 1, time: .seconds(2))
        ) { request in
            DeskAnswer(mediaType: "application/octet-stream", body: request.body)
        }
        try await LiveDesk.with(routes: [route]) { desk in
            func begin(_ name: String?, _ header: String = "") async throws -> RawConnection {
                let connection = try await desk.connect(name)
                try await connection.send(
                    "POST /taken HTTP/1.1\r\nHost: hub\r\nContent-Length: 4\r\n\(header)\r\n")
                return connection
            }
            // Neither sends its body, and neither is waited for.
            let token = AccessToken.text(of: .random())
            let stranger = try await begin(nil, "Authorization: Bearer \(token)\r\n")
            #expect(try #require(await stranger.answer()).status == 401)
            let foreign = try await begin("hub", "Sec-Fetch-Site: cross-site\r\n")
            #expect(try #require(await foreign.answer()).status == 403)
            let slow = try await begin("hub")
            // On a busy machine its time may be over already.
            try? await slow.send("ab")
            #expect(try #require(await slow.answer()).status == 408)
            // Head and body at once, so that it is there whenever the port comes to it.
            let quick = try await desk.connect("hub")
            try await quick.send(
                "POST /taken HTTP/1.1\r\nHost: hub\r\nContent-Length: 4\r\n\r\nabcd")
            let answer = try #require(await quick.answer())
            #expect(answer.status == 200 && answer.text == "abcd")
        }
    }

    @Test("a program sends the photo as it is, and has code and check")
    func rest() async throws {
        try await Self.with(Reader(["010400638133393121A1"])) { connection in
            let path = "/api/v1/products/photo"
            let photo = CodePhotoTests.jpeg(width: 9, height: 9)
            let answer = try await connection.post(path, "image/jpeg", photo)
            #expect(answer.status == 200, "\(answer.text)")
            #expect(answer.text.contains("\"codes\":[\"010400638133393121A1\"]"))
            #expect(answer.text.contains("\"gtin\":\"04006381333931\""))
            let typed = try await connection.get(
                "/api/v1/products/check?code=(01)04006381333931(21)A1")
            let verdict = { (text: String) in
                text.firstMatch(of: #/"verdict":"([a-zA-Z]+)"/#).map { String($0.1) }
            }
            #expect(verdict(answer.text) == verdict(typed.text) && verdict(typed.text) != nil)
            for (type, body, status) in [
                ("text/plain", photo, 415), ("image/png", Array("no".utf8), 415),
                ("image/png", CodePhotoTests.png(width: 0, height: 1), 422),
            ] {
                let refused = try await connection.post(path, type, body)
                #expect(refused.status == status, "\(type)")
                #expect(refused.headers["content-type"] == "application/problem+json")
            }
        }
        try await Self.with(Reader(["hello"])) { connection in
            let other = try await connection.post(
                "/api/v1/products/photo", "image/png", CodePhotoTests.png(width: 9, height: 9))
            #expect(other.status == 422, "a code that is none of a product")
        }
    }
}
