import AllianceNames
import Casework
import MarkRecognition
import MergedView
import NodeAPI
package import Screening

/// One screening at a node: by the marks, the register and the reader's rights of its beginning, and by what the view
/// has when each batch comes.
package final class NodeScreener: ListingScreener {
    /// Batches that are looked at beside each other, and the least that is worth a thread.
    package static let lanesMax = 2
    private static let laneListingsMin = 32

    private let node: OpenedNode
    private let channels: Set<ChannelID>
    private let scope: ViewScope
    package let reader: MarkReader
    private let house: HouseIdentifiers
    private let images: KnownImages
    private let calls: BlockingCalls

    init(
        node: OpenedNode, channels: Set<ChannelID>, scope: ViewScope, marks: MarkRegister,
        house: HouseIdentifiers, images: KnownImages, calls: BlockingCalls
    ) {
        self.node = node
        self.channels = channels
        self.scope = scope
        self.house = house
        self.images = images
        self.calls = calls
        reader = MarkReader(marks)
    }

    package var marks: Int { reader.marks.count }

    package func screen(_ listings: [Listing]) async throws -> [Proposal?] {
        let lanes = max(1, min(Self.lanesMax, listings.count / Self.laneListingsMin))
        let length = (listings.count + lanes - 1) / max(1, lanes)
        guard lanes > 1 else { return try await calls.run { try self.judged(listings[...]) } }
        return try await withThrowingTaskGroup(of: (Int, [Proposal?]).self) { group in
            for start in stride(from: 0, to: listings.count, by: length) {
                group.addTask { [self] in
                    let own = listings[start..<min(start + length, listings.count)]
                    return (start, try await calls.run { try self.judged(own) })
                }
            }
            var parts: [Int: [Proposal?]] = [:]
            for try await (start, part) in group { parts[start] = part }
            return parts.sorted { $0.key < $1.key }.reduce(into: []) { $0 += $1.value }
        }
    }

    /// Blocks.
    package func judged(_ listings: ArraySlice<Listing>) throws -> [Proposal?] {
        let marks = listings.map { reader.findings(in: $0) }
        let gathering = ListingGathering(
            states: GatheredStates(
                view: node.view, channels: channels, scope: scope, at: node.clock.now()),
            house: house, images: try images.index(of: node), own: node.member)
        let facts = try gathering.facts(of: listings, marks: marks)
        return zip(listings, facts).map { Proposal($0, $1) }
    }
}

extension OpenedNode {
    /// A screening for whoever works at this folder, who sees what this member sees. Blocks.
    package func listingScreener(calls: BlockingCalls) throws -> NodeScreener {
        try NodeScreener(
            node: self, channels: channels, scope: witnessedScope(), marks: markRegister(),
            house: HouseDirectory(self).house(), images: KnownImages(), calls: calls)
    }
}
