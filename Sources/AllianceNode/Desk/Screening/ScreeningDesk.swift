import MergedView
package import NodeAPI
package import SignIn

/// Screening at this member's desk: nothing of a listing is kept, and nothing leaves the node.
package final class ScreeningDesk: ListingScreening {
    private let node: OpenedNode
    private let house: HouseDirectory
    private let images: KnownImages
    private let calls: BlockingCalls

    /// - Parameter images: shared with the search for images, since all hashes are in it.
    package init(node: OpenedNode, images: KnownImages) {
        self.node = node
        self.images = images
        house = HouseDirectory(node)
        // Threads of its own: a long list, or marks that are compiled first, hold up nothing else of the node.
        calls = .concurrent(label: "screening")
    }

    package func begin(for asker: Asker) async throws -> any ListingScreener {
        try await calls.run { [self] in
            let sight = AskerSight(of: asker, in: node.channels)
            var scope = try node.witnessedScope()
            scope.markingMax = sight.markingMax
            return try NodeScreener(
                node: node, channels: sight.channels, scope: scope,
                marks: node.markRegister(), house: house.house(),
                images: images, calls: calls)
        }
    }
}
