package import AllianceNames
import CRDT
package import MergedView
import Replication
package import Statements
import Synchronization
package import TransparencyLog

/// `view.sqlite` on a simulated disk: what was merged last may be lost by a power cut, rows and frontier
/// together.
package final class SimulatedViewStore: ViewStore {
    private let disk: SimulatedDisk
    private let images: Mutex<DiskImages<InMemoryViewStore>>
    private let writer = Mutex(())

    package init(disk: SimulatedDisk) {
        self.disk = disk
        images = Mutex(DiskImages(InMemoryViewStore()))
    }

    package var content: InMemoryViewStore { images.withLock { $0.live } }
    package func restart() { images.withLock { $0.restart(disk) } }
    package func restore(_ image: InMemoryViewStore) { images.withLock { $0.restore(image) } }

    private func read<Result>(_ body: (InMemoryViewStore) throws -> Result) throws -> Result {
        try disk.checkReadable()
        return try body(content)
    }

    private func write<Result>(
        _ durability: WriteDurability = .withNext, _ body: (InMemoryViewStore) throws -> Result
    ) throws -> Result {
        // One at a time, while others go on reading what was there before.
        try writer.withLock { _ in
            let fault = try disk.beginWrite()
            let copy = content.copy()
            let result = try body(copy)
            try images.withLock { try $0.commit(copy, fault, durability) }
            return result
        }
    }

    package func frontier() throws -> ViewFrontier { try read { $0.frontier() } }
    package func merge(_ batches: [FoldedEntries]) throws { try write { try $0.merge(batches) } }
    package func silentEntries() throws -> [LogOrigin: SilentEntries] {
        try read { $0.silentEntries() }
    }
    package func erase(takenOutCount: UInt64) throws {
        try write { $0.erase(takenOutCount: takenOutCount) }
    }
    package func takenOutCount() throws -> UInt64 { try read { $0.takenOutCount() } }
    package func changeNumber() throws -> UInt64 { try read { $0.changeNumber() } }
    package func erase(_ erasure: ViewErasure) throws {
        try write(.atReturn) { try $0.erase(erasure) }
    }
    package func erasures() throws -> Set<Digest> { try read { $0.erasures() } }
    package func erasureCount() throws -> Int { try read { $0.erasureCount() } }
    package func scrub() throws -> Bool { try read { $0.scrub() } }
    package func rows(
        underHash keyHash: UInt64, in channels: Set<ChannelID>?, scope: ViewScope?
    ) throws -> [ViewRow] {
        try read { $0.rows(underHash: keyHash, in: channels, scope: scope) }
    }
    package func rows(
        underHash keyHash: UInt64, in channels: Set<ChannelID>?, after dot: StatementDot?,
        limit: Int
    ) throws -> [ViewRow] {
        try read { $0.rows(underHash: keyHash, in: channels, after: dot, limit: limit) }
    }
    package func rows(
        underHash keyHash: UInt64, of log: LogOrigin, before index: EntryIndex, limit: Int
    ) throws -> [ViewRow] {
        try read { $0.rows(underHash: keyHash, of: log, before: index, limit: limit) }
    }
    package func stateRoot(of channel: ChannelID, scope: ViewScope) throws -> StateRoot {
        try read { $0.stateRoot(of: channel, scope: scope) }
    }
    package func indexNext(
        limit: Int, from source: any EntrySource
    ) throws -> TextIndexProgress {
        try write { try $0.indexNext(limit: limit, from: source) }
    }
    package func textIndexProgress() throws -> TextIndexProgress {
        try read { $0.textIndexProgress() }
    }
    package func textFrontier() throws -> ViewFrontier { try read { $0.textFrontier() } }
    package func documents(
        matching expression: SearchExpression, in range: ClosedRange<UInt64>, limit: Int
    ) throws -> [IndexedDocument] {
        try read { $0.documents(matching: expression, in: range, limit: limit) }
    }
    package func documentCounts(
        in range: ClosedRange<UInt64>, upTo markingMax: TLP
    ) throws -> [LogOrigin: UInt64] {
        try read { $0.documentCounts(in: range, upTo: markingMax) }
    }
    package func documents(
        ofKeyHash keyHash: UInt64, matching expression: SearchExpression,
        in range: ClosedRange<UInt64>, limit: Int
    ) throws -> [IndexedDocument] {
        try read {
            $0.documents(ofKeyHash: keyHash, matching: expression, in: range, limit: limit)
        }
    }
    package func indicators(
        withPrefix prefix: [UInt8], types: Set<IndicatorType>, in channels: Set<ChannelID>?,
        upTo markingMax: TLP, after indicator: Indicator?, limit: Int, lookedMax: Int
    ) throws -> IdentifierPage {
        try read {
            $0.indicators(
                withPrefix: prefix, types: types, in: channels, upTo: markingMax, after: indicator,
                limit: limit, lookedMax: lookedMax)
        }
    }
}
