package import AllianceNames
import CRDT
package import Statements
import Synchronization
package import TransparencyLog

/// The view in plain collections: the twin that every other store is held against, and enough for
/// tests and tools that read a log once.
package final class InMemoryViewStore: ViewStore {
    fileprivate let content: Mutex<Content>

    package init() { content = Mutex(Content()) }

    private init(_ content: Content) { self.content = Mutex(content) }

    /// Another store that holds what this one holds now.
    package func copy() -> InMemoryViewStore { InMemoryViewStore(content.withLock { $0 }) }

    fileprivate struct StoredRow: Equatable, Sendable {
        var kind: EntryKind
        var body: [UInt8]
    }

    fileprivate struct Content {
        var frontier = ViewFrontier()
        var silent: [LogOrigin: SilentEntries] = [:]
        var rows: [UInt64: ObservedRemoveMap<LogOrigin, StoredRow>] = [:]
        var keyHashes: [StatementDot: [UInt64]] = [:]
        /// Retractions of an earlier epoch's dots that are not merged yet.
        var waiting: [StatementDot: Removals<LogOrigin>] = [:]
        var index = InMemoryTextIndex()
        var takenOutCount: UInt64 = 0
        var changeNumber: UInt64 = 0
        var erasures: Set<Digest> = []
        var erased: [LogOrigin: EntryRanges] = [:]
    }

    package func frontier() -> ViewFrontier { content.withLock { $0.frontier } }

    package func merge(_ batches: [FoldedEntries]) throws {
        try content.withLock { content in
            var copy = content
            for batch in batches { try copy.insert(batch) }
            for batch in batches { copy.remove(batch) }
            copy.changeNumber += 1
            content = copy
        }
    }

    package func silentEntries() -> [LogOrigin: SilentEntries] { content.withLock { $0.silent } }

    package func erase(takenOutCount: UInt64) {
        content.withLock { content in
            let changes = content.changeNumber
            content = Content()
            content.takenOutCount = takenOutCount
            content.changeNumber = changes + 1
        }
    }

    package func takenOutCount() -> UInt64 { content.withLock { $0.takenOutCount } }
    package func changeNumber() -> UInt64 { content.withLock { $0.changeNumber } }

    package func erase(_ erasure: ViewErasure) throws {
        content.withLock {
            $0.erase(erasure)
            $0.changeNumber += 1
        }
    }

    package func erasures() -> Set<Digest> { content.withLock { $0.erasures } }
    package func erasureCount() -> Int { content.withLock { $0.erasures.count } }
    package func scrub() -> Bool { true }

    package func rows(
        underHash keyHash: UInt64, in channels: Set<ChannelID>?, scope: ViewScope?
    ) -> [ViewRow] {
        var (admitted, behind): ([LogOrigin: Int], [LogOrigin: Int]) = ([:], [:])
        return allRows(underHash: keyHash, in: channels).reversed().filter { row in
            let log = row.dot.log
            if row.dot.index < scope?.statementsEnd(of: log) ?? .max {
                admitted[log, default: 0] += 1
                return admitted[log]! <= ViewRow.readOfEachLogMax
            }
            behind[log, default: 0] += 1
            return behind[log]! <= ViewRow.readOfEachLogMax
        }.reversed()
    }

    package func rows(
        underHash keyHash: UInt64, in channels: Set<ChannelID>?, after dot: StatementDot?,
        limit: Int
    ) -> [ViewRow] {
        let rows = allRows(underHash: keyHash, in: channels)
        return Array(rows.filter { row in dot.map { row.dot > $0 } ?? true }.prefix(limit))
    }

    package func rows(
        underHash keyHash: UInt64, of log: LogOrigin, before index: EntryIndex, limit: Int
    ) -> [ViewRow] {
        let rows = allRows(underHash: keyHash, in: [log.channel]).filter {
            $0.dot.log == log && $0.dot.index < index
        }
        return rows.suffix(limit).reversed()
    }

    private func allRows(underHash keyHash: UInt64, in channels: Set<ChannelID>?) -> [ViewRow] {
        content.withLock { content in
            content.rows(underHash: keyHash).filter {
                channels?.contains($0.dot.log.channel) ?? true
            }
        }
    }

    package func stateRoot(of channel: ChannelID, scope: ViewScope) -> StateRoot {
        content.withLock { content in
            var digest = BucketDigest(
                origins: content.frontier.logs.filter { $0.channel == channel })
            var buckets = [Digest](repeating: digest.finishBucket(), count: RootBucket.count)
            var keyHashes = content.rows.keys.sorted()[...]
            while let first = keyHashes.first {
                let bucket = RootBucket.of(first)
                while let next = keyHashes.first, RootBucket.of(next) == bucket {
                    content.add(to: &digest, next, scope)
                    keyHashes.removeFirst()
                }
                buckets[bucket] = digest.finishBucket()
            }
            return StateRoot(channel: channel, buckets: buckets)
        }
    }

    package func indexNext(
        limit: Int, from source: any EntrySource
    ) throws -> TextIndexProgress {
        try content.withLock { content in
            try content.index.next(
                limit: limit, frontier: content.frontier, from: source, erased: content.erased)
            return content.index.progress(of: content.frontier)
        }
    }

    package func textFrontier() -> ViewFrontier { content.withLock { $0.index.cursors } }

    package func textIndexProgress() -> TextIndexProgress {
        content.withLock { $0.index.progress(of: $0.frontier) }
    }

    package func documents(
        matching expression: SearchExpression, in range: ClosedRange<UInt64>, limit: Int
    ) -> [IndexedDocument] {
        content.withLock { content in
            Array(
                content.index.documents(in: range).reversed().lazy
                    .filter { expression.matches($0.document) }.map(\.reference).prefix(limit))
        }
    }

    package func documentCounts(
        in range: ClosedRange<UInt64>, upTo markingMax: TLP
    ) -> [LogOrigin: UInt64] {
        let hidden = SearchExpression.marked(above: markingMax)
        return content.withLock { content in
            content.index.documents(in: range).reduce(into: [:]) { counts, entry in
                guard hidden?.matches(entry.document) != true else { return }
                counts[entry.document.dot.log, default: 0] += 1
            }
        }
    }

    package func documents(
        ofKeyHash keyHash: UInt64, matching expression: SearchExpression,
        in range: ClosedRange<UInt64>, limit: Int
    ) -> [IndexedDocument] {
        content.withLock { content in
            content.index.documents(in: range).filter { $0.document.keyHash == keyHash }
                .prefix(limit).filter { expression.matches($0.document) }.map(\.reference)
        }
    }

    package func indicators(
        withPrefix prefix: [UInt8], types: Set<IndicatorType>, in channels: Set<ChannelID>?,
        upTo markingMax: TLP, after indicator: Indicator?, limit: Int, lookedMax: Int
    ) -> IdentifierPage {
        content.withLock { content in
            let lists = content.index.lists.filter { $0.key.isFor(channels, upTo: markingMax) }
            let all = Set(lists.values.joined()).filter { candidate in
                candidate.readableValue.utf8.starts(with: prefix)
                    && (indicator.map { Indicator.precedesByName($0, candidate) } ?? true)
            }
            var page = IdentifierPage()
            for candidate in all.sorted(by: Indicator.precedesByName) {
                page.looked += lists.values.count { $0.contains(candidate) }
                if types.isEmpty || types.contains(candidate.type) { page.found.append(candidate) }
                if page.found.count == limit || page.looked >= lookedMax {
                    page.last = candidate
                    break
                }
            }
            return page
        }
    }
}

extension InMemoryViewStore.Content {
    fileprivate func rows(underHash keyHash: UInt64) -> [ViewRow] {
        (rows[keyHash]?.elements ?? []).map {
            ViewRow(
                keyHash: keyHash, dot: $0.dot, kind: $0.value.kind, body: $0.value.body,
                removals: $0.removals)
        }
    }

    fileprivate func add(
        to digest: inout BucketDigest, _ keyHash: UInt64, _ scope: ViewScope
    ) {
        for row in rows(underHash: keyHash) where scope.standing(of: row) == .live {
            guard let log = digest.origins.firstIndex(of: row.dot.log) else { continue }
            row.body.withUnsafeBytes { body in
                digest.add(
                    log: log, keyHash: keyHash, index: row.dot.index, kind: row.kind, body: body)
            }
        }
    }

    fileprivate mutating func erase(_ erasure: ViewErasure) {
        let origin = erasure.origin
        guard erasures.insert(erasure.id).inserted else { return }
        erased[origin] = erased[origin, default: .empty].union(erasure.entries)
        var names: [IdentifierList: Set<Indicator>] = [:]
        for index in erasure.entries.within(0..<frontier[origin]).indexes {
            let dot = StatementDot(log: origin, index: index)
            guard let hashes = keyHashes.removeValue(forKey: dot) else { continue }
            for keyHash in hashes {
                for row in rows(underHash: keyHash) where row.dot == dot {
                    guard let listed = row.listed else { continue }
                    names[listed.list, default: []].formUnion(listed.indicators)
                }
                rows[keyHash]?.erase(dot)
            }
            silent[origin, default: SilentEntries()].absent += 1
        }
        for (list, listed) in names {
            names[list] = listed.filter { name in
                !rows(underHash: KeyHash.of(name.keyBytes)).contains { $0.keeps(name, in: list) }
            }
        }
        index.erase(erasure.entries, of: origin, names: names)
    }

    fileprivate mutating func insert(_ batch: FoldedEntries) throws(MergedViewError) {
        let batch = batch.without(erased[batch.origin] ?? .empty)
        guard batch.start == frontier[batch.origin] else {
            throw .notAtFrontier(
                origin: batch.origin, frontier: frontier[batch.origin], start: batch.start)
        }
        for row in batch.rows {
            let dot = StatementDot(log: batch.origin, index: row.index)
            rows[row.keyHash, default: ObservedRemoveMap()].insert(
                InMemoryViewStore.StoredRow(kind: row.kind, body: batch.body(of: row)), at: dot)
            keyHashes[dot, default: []].append(row.keyHash)
            for remover in waiting[dot]?.dots ?? [] {
                rows[row.keyHash]?.remove(dot, by: remover)
            }
        }
        frontier[batch.origin] = batch.end
        silent[batch.origin] = (silent[batch.origin] ?? SilentEntries()) + batch.silent
    }

    fileprivate mutating func remove(_ batch: FoldedEntries) {
        for removal in batch.removals {
            let remover = StatementDot(log: batch.origin, index: removal.index)
            if !frontier.contains(removal.target) {
                waiting[removal.target, default: Removals()].insert(remover)
            }
            for keyHash in keyHashes[removal.target] ?? [] {
                rows[keyHash]?.remove(removal.target, by: remover)
            }
        }
    }
}
