import ImageRecognition
import NodeAPI
import Peering
import Synchronization

/// Takes every image for the same one, and finds another near it.
final class FixedImages: ImageSearching {
    static let pixels = (0..<4_096).map { UInt8(truncatingIfNeeded: $0 * $0 / 37) }
    let formats: Set<ImageHeader.Format>
    /// Of what every image has, 64 rows of 64.
    private let pixels: [UInt8]
    let asked = Mutex<[(asked: [ImageQuery.Asked], distance: Int)]>([])

    init(
        formats: Set<ImageHeader.Format> = Set(ImageHeader.Format.allCases),
        pixels: [UInt8] = FixedImages.pixels
    ) {
        self.formats = formats
        self.pixels = pixels
    }

    func likeness(of file: ImageFile) async throws -> ImageLikeness {
        guard formats.contains(file.header.format) else { throw PeerProblem.imagesOff }
        return try ImageLikeness(bytes: pixels, width: 64, height: 64, channels: 1)
    }

    func near(_ asked: [ImageQuery.Asked], within distance: Int) async throws -> [NearImage] {
        self.asked.withLock { $0.append((asked, distance)) }
        return [NearImage(hash: asked[0].hash, distance: 7, turn: asked.last!.turn)]
    }
}
