import CRDT
package import ImageRecognition
import MergedView
package import NodeAPI
import SQLiteStore
import Statements
import Synchronization
import TransparencyLog

/// The hashes of all images that anybody reported, in memory from the first question on and kept up with the
/// view: read once from its index of identifiers, then from what came to each log since.
///
/// It only proposes. What is said of an image, and whether the asker may know, is read from the view at that
/// moment, so that what was withdrawn or erased shows nowhere. After an erasure it is read anew, so that no hash
/// stays that was erased.
package final class KnownImages: Sendable {
    private struct Kept {
        var index: PDQIndex
        var read: ViewFrontier
        var begun: Beginning
    }

    /// What makes everything read so far void.
    private struct Beginning: Equatable {
        var erasures: Int
        var takenOut: UInt64
    }

    /// Identifiers that are read from the view at a time, and entries of logs.
    private static let pageSize = 10_000
    /// Identifiers passed at a time, of all kinds: others who search wait no longer.
    private static let passedAtOnceMax = 100_000

    private let kept = Mutex<Kept?>(nil)

    package init() {}

    /// Every hash that the view has now. The first call, and one after an erasure, reads them all. Blocks.
    ///
    /// - Throws: what the stores throw.
    package func index(of node: OpenedNode) throws -> PDQIndex {
        try kept.withLock { kept in
            let begun = Beginning(
                erasures: try node.view.erasureCount(), takenOut: try node.view.takenOutCount())
            let merged = try node.view.frontier()
            var current: Kept
            if let last = kept, last.begun == begun, Self.isAhead(merged, of: last.read) {
                current = last
                // One owner, so that what is added is added in place.
                kept = nil
            } else {
                current = try Self.readAll(node.view, begun)
            }
            try Self.follow(&current, to: merged, in: StoredEntries(node.logs))
            kept = current
            return current.index
        }
    }

    /// Of several hashes of one image, the nearest first, each with what is nearest to it. Blocks.
    ///
    /// - Throws: what the stores throw.
    package func near(
        _ asked: [(turn: ImageTurn, hash: PDQHash)], within distance: Int, in node: OpenedNode
    ) throws -> [NearImage] {
        let index = try index(of: node)
        var nearest: [PDQHash: NearImage] = [:]
        for (turn, hash) in asked {
            for match in index.matches(of: hash, within: distance) {
                if let other = nearest[match.hash], other.distance <= match.distance { continue }
                nearest[match.hash] = NearImage(
                    hash: match.hash, distance: match.distance, turn: turn)
            }
        }
        return nearest.values.sorted { ($0.distance, $0.hash) < ($1.distance, $1.hash) }
    }

    private static func isAhead(_ frontier: ViewFrontier, of other: ViewFrontier) -> Bool {
        other.logs.allSatisfy { other[$0] <= frontier[$0] }
    }

    /// As far as the view's own index is, which follows in the background.
    private static func readAll(
        _ view: some ViewStore, _ begun: Beginning
    ) throws -> Kept {
        let read = try view.textFrontier()
        var hashes: [PDQHash] = []
        var last: Indicator?
        repeat {
            let page = try view.indicators(
                withPrefix: [], types: [.imagePDQ], in: nil, upTo: .red, after: last,
                limit: pageSize, lookedMax: passedAtOnceMax)
            hashes += page.found.compactMap { PDQHash(parsing: $0.value) }
            last = page.last
        } while last != nil
        return Kept(index: PDQIndex(hashes), read: read, begun: begun)
    }

    private static func follow(
        _ kept: inout Kept, to merged: ViewFrontier, in source: some EntrySource
    ) throws {
        while kept.read != merged {
            let run = try IndexRun(
                limit: pageSize, cursors: kept.read, frontier: merged, source: source)
            // What the record has not any more the view is about to forget.
            guard run.cursors != kept.read else { return }
            for indicator in run.lists.values.joined() where indicator.type == .imagePDQ {
                if let hash = PDQHash(parsing: indicator.value) { kept.index.insert(hash) }
            }
            kept.read = run.cursors
        }
    }
}
