import ImageRecognition
package import Peering

/// A photo of a code as it was sent: JPEG or PNG by its first bytes, with no more pixels than a decoder is
/// given. What it declares is all that is read of it here; it is decoded by another program.
package struct CodePhoto: Hashable, Sendable {
    package enum Format: String, CaseIterable, Sendable {
        case jpeg, png

        package var mediaType: String { "image/\(rawValue)" }
    }

    package static let bytesMax = 8 << 20
    package static let sideMax = 10_000
    package static let pixelsMax = 25_000_000
    package let format: Format
    package let width: Int
    package let height: Int
    package let bytes: [UInt8]

    /// - Throws: status 415 for another format, 413 for too many bytes or pixels, 422 for what is broken.
    package init(_ bytes: [UInt8]) throws(PeerProblem) {
        guard bytes.count <= Self.bytesMax else {
            throw Self.tooLarge("more than \(Self.bytesMax >> 20) MiB")
        }
        let header: ImageHeader
        do throws(ImageError) {
            header = try ImageHeader(bytes)
        } catch {
            throw error == .broken ? Self.broken : Self.otherFormat
        }
        // Whoever photographs a code has a camera; what is not needed is not decoded.
        guard let format = Format(rawValue: header.format.rawValue) else {
            throw Self.otherFormat
        }
        self.format = format
        (width, height) = (header.width, header.height)
        self.bytes = bytes
        guard width <= Self.sideMax, height <= Self.sideMax, width * height <= Self.pixelsMax
        else {
            throw Self.tooLarge("more than \(Self.pixelsMax / 1_000_000) million pixels")
        }
    }

    private static let otherFormat = PeerProblem(
        status: 415, keyword: "photo-format", detail: "A photo here is JPEG or PNG.")
    private static let broken = PeerProblem(
        status: 422, keyword: "photo-broken", detail: "The photo's file is broken.")

    private static func tooLarge(_ what: String) -> PeerProblem {
        PeerProblem(
            status: 413, keyword: "photo-too-large",
            detail: "The photo has \(what); take it nearer, or with less resolution.")
    }
}
