import AllianceNode
import Foundation
import ImageRecognition
import Testing

/// Decoders that are scripts: the real ones are `Tests/Interop/images.py`'s.
@Suite(.timeLimit(.minutes(30))) struct ImageDecoderTests {
    private final class Bench {
        let folder: URL
        let images: String

        init() throws {
            folder = FileManager.default.temporaryDirectory
                .appending(path: "images-\(UUID().uuidString)")
            images = folder.appending(path: "images").path()
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true)
        }

        deinit { try? FileManager.default.removeItem(at: folder) }

        func decoder(_ script: String, seconds: Int = 600) throws -> ImageDecoder {
            let file = folder.appending(path: "tool")
            try Data("\(script)\n".utf8).write(to: file)
            var limits = BoundedProcess.Limits()
            limits.seconds = seconds
            limits.memoryBytes = 200 << 20
            limits.outputBytes = 16
            // These scripts are made of commands; as the superuser they may run them anyway.
            limits.mayStartOthers = true
            return ImageDecoder(
                // Read by a shell, not begun itself: what another test begins meanwhile may hold a file that was just
                // written, and such a one cannot be begun.
                programs: [.png: .init(path: "/bin/sh", arguments: [file.path(), "-x"])],
                folder: images, limits: limits)
        }

        var left: [String] { (try? FileManager.default.contentsOfDirectory(atPath: images)) ?? [] }
    }

    /// A PNG as far as its header goes, with an image of 8 × 8 as what follows.
    static func file(width: UInt8 = 8, height: UInt8 = 8) throws -> ImageFile {
        try ImageFile(
            [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13] + Array("IHDR".utf8)
                + [0, 0, 0, width, 0, 0, 0, height, 8, 0, 0, 0, 0, 1, 2, 3, 4]
                + (0..<64).map { UInt8($0 * 3) })
    }

    private static let good = "printf 'P5\\n8 8\\n255\\n'; tail -c 64 \"$2\""

    private func refusal(_ decoder: ImageDecoder) throws -> String {
        do {
            _ = try decoder.likeness(of: Self.file())
            return "hashed"
        } catch let error as ImageError {
            return error.keyword
        } catch let error as ImageDecodingError {
            return error == .beyondLimits ? "limits" : "no decoder"
        } catch {
            return "\(error)"
        }
    }

    @Test(
        "what a decoder prints is hashed, more of it than other programs may print; nothing is left"
    )
    func hashed() throws {
        let bench = try Bench()
        let likeness = try bench.decoder(Self.good).likeness(of: Self.file())
        let pixels = (0..<64).map { UInt8($0 * 3) }
        #expect(
            likeness == (try ImageLikeness(bytes: pixels, width: 8, height: 8, channels: 1)))
        #expect(bench.left == [])
        let listed = try bench.decoder("ls; [ \"$1\" = -x ] || exit 1")
        #expect(try refusal(listed) == "image-broken", "a folder's list is no image")
    }

    @Test(
        "a decoder that ends in error, prints another image, without end or nothing, crashes or does not end is no hash",
        arguments: [
            (good + "; exit 1", "image-broken"), ("exit 0", "image-broken"),
            ("printf 'P5\\n8 8\\n255\\n'; head -c 63 input", "image-broken"),
            ("printf 'P5\\n9 8\\n255\\n'; head -c 72 input", "image-broken"),
            (good + "; printf x", "image-broken"),
            ("printf 'P5\\n8 8\\n255\\n'; while :; do echo yyyyyyyy; done", "image-broken"),
            ("kill -SEGV $$", "limits"), ("exec sleep 1000", "limits"),
            ("while :; do :; done", "limits"),
            ("printf 'P5\\n8 8\\n255\\n'; exec 1>&-; exec sleep 1000", "limits"),
        ])
    func hostile(script: String, keyword: String) throws {
        let bench = try Bench()
        // What ends by itself has all the time that a busy machine takes.
        let seconds = keyword == "limits" ? 3 : 600
        let found = try refusal(bench.decoder(script, seconds: seconds))
        #expect(found == keyword)
        #expect(bench.left == [])
    }

    @Test("a decoder that is missing, or cannot be started, is told from an image that is broken")
    func missing() throws {
        let bench = try Bench()
        #expect(try refusal(bench.decoder("exit 127")).contains("could not be started"))
        let none = ImageDecoder(programs: [:], folder: bench.images)
        #expect(none.formats.isEmpty)
        #expect(throws: ImageDecodingError.noDecoder(.png, package: "netpbm")) {
            try none.likeness(of: Self.file())
        }
    }
}
