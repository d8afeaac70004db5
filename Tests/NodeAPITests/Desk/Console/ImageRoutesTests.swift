import AllianceNames
import Foundation
import ImageRecognition
import JSON
import NodeAPI
import Notices
import Peering
import Synchronization
import Testing

/// The search for an image at console and REST, with a decoder and an index that find what a test wants.
@Suite(.timeLimit(.minutes(30))) struct ImageRoutesTests {
    private static let hash = String(repeating: "0f", count: 32)

    private static func with(
        _ images: FixedImages, _ body: (RawConnection) async throws -> Void
    ) async throws {
        let console = ConsoleRoutes(
            try FixedConsole(), of: MemberID(unchecked: "hub"), products: FixedAnswers(),
            images: images, notices: OneNotice(ClockReading(.certificate, at: 1_000)))
        try await LiveDesk.with(
            routes: console.routes + RESTRoutes(console, signing: FixedSigning()).routes
        ) { desk in
            try await body(try await desk.connect("hub"))
        }
    }

    private static func form(_ file: [UInt8]) -> [UInt8] { FileForm.bytes(file, in: "image") }

    private static let path = "/console/image"
    private static let rest = "/api/v1/images/search"

    @Test(
        "an image is looked for as it is and turned, a hash as it is, and each hit has its distance"
    )
    func found() async throws {
        let images = FixedImages()
        try await Self.with(images) { connection in
            let image =
                CodePhotoTests.png(width: 90, height: 90)
                + [UInt8](repeating: 0x0a, count: 2 << 20)
            for answer in [
                try await connection.post(Self.path, FileForm.type, Self.form(image)),
                try await connection.post(
                    Self.rest + "?distance=12", "image/png", image),
            ] {
                #expect(answer.status == 200, "\(answer.text.prefix(300))")
            }
            #expect(images.asked.withLock { $0.map(\.distance) } == [31, 12])
            #expect(images.asked.withLock { $0.map { $0.asked.count } } == [8, 8])
            let hash = try ImageLikeness(
                bytes: FixedImages.pixels, width: 64, height: 64, channels: 1
            )
            .hash
            #expect(images.asked.withLock { $0[0].asked[0].hash } == hash)
            let json = try await connection.get("\(Self.rest)?pdq=\(Self.hash)")
            #expect(json.text.contains("\"pdq\":\"\(Self.hash)\""))
            #expect(
                json.text.contains("\"distance\":7") && json.text.contains("\"turn\":\"original\""))
            #expect(!json.text.contains("quality"))
            let page = try await connection.get("\(Self.path)?pdq=\(Self.hash.uppercased())")
            #expect(page.text.contains("<code>\(Self.hash)</code>"))
            #expect(page.text.contains("accept=\"image/jpeg,image/png,image/webp\""))
            #expect(!page.text.contains("<script"))
            #expect(try await connection.get("/console/search").text.contains(Self.path))
        }
    }

    @Test("a picture can be followed, but not one that others look like by chance")
    func dull() async throws {
        let image = Self.form(CodePhotoTests.png(width: 90, height: 90))
        let button = ">\(ImageText.follow(.english))<"
        for (pixels, isDull) in [
            (FixedImages.pixels, false), ([UInt8](repeating: 200, count: 4_096), true),
        ] {
            try await Self.with(FixedImages(pixels: pixels)) { connection in
                let page = try await connection.post(Self.path, FileForm.type, image)
                #expect(page.status == 200)
                #expect(page.text.contains(ImageText.dull(.english)) == isDull)
                #expect(page.text.contains(button) == !isDull)
            }
        }
    }

    @Test("what is no image, too large or no hash is said on the page and as a problem")
    func refused() async throws {
        try await Self.with(FixedImages(formats: [.png])) { connection in
            for (body, status, words) in [
                (Array("<svg/>".utf8), 415, "JPEG, PNG or WebP"),
                (CodePhotoTests.png(width: 20_000, height: 9), 413, "too large"),
                (CodePhotoTests.png(width: 0, height: 9), 422, "broken"),
                (CodePhotoTests.png(width: 4, height: 9), 422, "too small"),
                (CodePhotoTests.jpeg(width: 90, height: 90), 501, "no decoder"),
                ([], 400, "Choose an image"),
            ] {
                let answer = try await connection.post(
                    Self.path, FileForm.type, Self.form(body))
                #expect(answer.status == status, "\(words)")
                #expect(answer.text.contains(words), "\(answer.text.suffix(900))")
                guard !body.isEmpty else { continue }
                let rest = try await connection.post(Self.rest, "image/png", body)
                #expect(rest.status == status, "\(words)")
                #expect(rest.headers["content-type"] == "application/problem+json")
            }
            #expect(try await connection.get("\(Self.path)?pdq=0f").status == 400)
            for query in ["", "?pdq=0f", "?pdq=\(Self.hash)&distance=32", "?pdq=\(Self.hash)&x=1"] {
                #expect(try await connection.get(Self.rest + query).status == 400, "\(query)")
            }
            let image = CodePhotoTests.png(width: 90, height: 90)
            let gif = try await connection.post(Self.rest, "image/gif", image)
            #expect(gif.status == 415)
        }
    }

    @Test("without a decoder there is no field for an image, and hashes are looked for")
    func off() async throws {
        try await Self.with(FixedImages(formats: [])) { connection in
            let page = try await connection.get("\(Self.path)?pdq=\(Self.hash)")
            #expect(page.status == 200 && !page.text.contains("type=\"file\""))
            #expect(page.text.contains("touchstone validate"))
        }
    }

    @Test("answers are as they are described")
    func described() async throws {
        try await Self.with(FixedImages()) { connection in
            let document = try await RESTRoutesTests.document(connection)
            let schemas = DescribedSchema(document)
            let image = CodePhotoTests.png(width: 90, height: 90)
            for (method, answer) in [
                ("get", try await connection.get("\(Self.rest)?pdq=\(Self.hash)")),
                ("post", try await connection.post(Self.rest, "image/png", image)),
            ] {
                let schema = try RESTRoutesTests.schema(document, "/images/search", method)
                let faults = schemas.faults(try JSONValue(parsing: answer.body), schema)
                #expect(faults.sorted() == [], "\(method)")
            }
        }
    }
}
