import Credentials
import Foundation
package import ImageRecognition
package import NodeAPI
import Peering

/// Images at this member's desk: hashed here, looked for in memory, never kept.
package final class ImageDesk: ImageSearching {
    /// Images that are decoded at a time; what waits is turned away.
    package static let atOnceMax = 2

    private let node: OpenedNode
    private let decoder: ImageDecoder
    private let known: KnownImages
    private let decoding = AtOnceLimit(ImageDesk.atOnceMax)
    private let calls: BlockingCalls
    private let decodingCalls: BlockingCalls

    package init(
        node: OpenedNode, decoder: ImageDecoder, known: KnownImages, calls: BlockingCalls
    ) {
        self.node = node
        self.known = known
        self.decoder = decoder
        self.calls = calls
        // Threads of its own, no more than `atOnceMax`: nothing else of the node is to wait for an image.
        decodingCalls = .concurrent(label: "images")
        // What a crash left.
        try? FileManager.default.removeItem(atPath: node.home.imageFolder)
    }

    package var formats: Set<ImageHeader.Format> { decoder.formats }

    package func likeness(of file: ImageFile) async throws -> ImageLikeness {
        do {
            return try await decoding.run(busy: PeerProblem.imagesBusy) {
                try await decodingCalls.run { [decoder] in try decoder.likeness(of: file) }
            }
        } catch let error as ImageError {
            throw PeerProblem(error)
        } catch let error as ImageDecodingError {
            switch error {
            case .noDecoder: throw PeerProblem.imagesOff
            case .beyondLimits: throw PeerProblem.imageUnread
            }
        }
    }

    package func near(
        _ asked: [ImageQuery.Asked], within distance: Int
    ) async throws -> [NearImage] {
        try await calls.run { [self] in
            try known.near(
                asked.map { ($0.turn, $0.hash) }, within: distance, in: node)
        }
    }

}

extension OpenedNode {
    func imageDesk(_ known: KnownImages, calls: BlockingCalls) -> ImageDesk {
        ImageDesk(
            node: self, decoder: ImageDecoder(folder: home.imageFolder), known: known, calls: calls)
    }
}
