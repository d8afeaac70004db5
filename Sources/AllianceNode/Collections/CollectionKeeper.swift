package import AllianceNames
import CRDT
import MergedView
import Replication
import Roster
package import SQLiteStore
import STIX
import Synchronization
import TAXII
import TransparencyLog

/// Brings the collections up to the record: folds what they lack and merges it in batches. Calls block.
///
/// A node whose collections nobody has ever asked for keeps none: their file is as large as the record, and to
/// write it costs more than to merge the view. The first request begins them.
package final class CollectionKeeper: Sendable {
    /// Entries merged in one transaction, at most: others wait for the write lock as long.
    package static let batchEntriesMax: UInt64 = 4_096
    /// Memory of one batch, at most.
    package static let batchBytesMax = 16 * 1024 * 1024
    /// How long a client waits for collections that have to be made first.
    package static let patience = Duration.seconds(20)

    package let index: SQLiteObjectIndex
    package let counts = CollectionCounts()
    private let node: OpenedNode
    private let entries: StoredEntries
    private let others: CollectionReach?
    private let state = Mutex(State())

    private struct State {
        /// The register whose members stand in the collections.
        var placed: Digest?
        /// Whether it was looked how they were kept before.
        var isReachKnown = false
        /// Whether nothing of who was in quarantine is on its way back.
        var isAllBack = false
    }

    /// Members of whom nothing is shown; nil before it was looked.
    private let quarantined = Mutex<Set<MemberID>?>(nil)

    /// Whether collections are kept here.
    private let begun: Mutex<Bool>

    /// - Parameter others: what is brought up of other members' logs; nil brings up this member's alone, for a
    ///   process beside the node, which may keep to less.
    package init(
        node: OpenedNode, index: SQLiteObjectIndex, others: CollectionReach? = .all
    ) throws {
        self.node = node
        self.index = index
        self.others = others
        entries = StoredEntries(node.logs)
        begun = Mutex(try index.isBegun())
    }

    package var isBegun: Bool { begun.withLock { $0 } }

    /// Has collections kept from now on. The first who asks waits until they are made, as long as its patience
    /// lasts; what is missing then is added later, under later dates.
    package func begin() throws {
        let isFirst = begun.withLock { begun in
            defer { begun = true }
            return !begun
        }
        if isFirst { _ = try catchUp(within: Self.patience) }
    }

    /// Merges until the collections have all that was held when it looked last.
    ///
    /// - Parameter limit: how long at most, but for the batch at hand.
    /// - Returns: whether they have.
    package func catchUp(within limit: Duration) throws -> Bool {
        let start = ContinuousClock.now
        repeat {
            if try !state.withLock({ try step(&$0) }) { return true }
        } while ContinuousClock.now - start < limit
        return false
    }

    // MARK: Quarantine

    /// Has nothing shown of members in quarantine.
    ///
    /// - Parameter members: who is in quarantine as far as the caller knows; where the collections know of others, the
    ///   record is asked.
    package func keepQuarantine(of members: Set<MemberID>) throws {
        guard quarantined.withLock({ $0 }) != members else { return }
        try state.withLock { try keepQuarantine(node.scope(), &$0) }
    }

    private func keepQuarantine(_ scope: ViewScope, _ state: inout State) throws {
        let known = quarantined.withLock { $0 }
        // A process beside the node may know an earlier register.
        guard others != nil, known != scope.suspended else { return }
        if try known ?? index.quarantined() != scope.suspended {
            try index.quarantine(scope.suspended)
        }
        state.isAllBack = false
        quarantined.withLock { $0 = scope.suspended }
    }

    /// Has what members said who are out of quarantine come in again, under the dates on which it does.
    ///
    /// - Parameter limit: how long at most, but for the part at hand.
    /// - Returns: whether all of it is in again.
    package func bringBack(within limit: Duration) throws -> Bool {
        guard others != nil else { return true }
        let start = ContinuousClock.now
        repeat {
            let isAllBack = try state.withLock { state in
                if !state.isAllBack {
                    state.isAllBack = try !index.bringBack(at: node.clock.now())
                }
                return state.isAllBack
            }
            if isAllBack { return true }
        } while ContinuousClock.now - start < limit
        return false
    }

    // MARK: Merging

    /// Merges the next batch.
    /// - Returns: false where nothing was missing.
    private func step(_ state: inout State) throws -> Bool {
        let roster = node.roster
        let scope = try node.scope()
        try keepQuarantine(scope, &state)
        try beginAnewIfTakenOut(scope)
        if !state.isReachKnown {
            try takeUpReach()
            state.isReachKnown = true
        }
        if state.placed != roster.digest {
            try index.place(Self.members(of: roster), at: node.clock.now())
            try index.reconsider(scope: scope, at: node.clock.now())
            state.placed = roster.digest
        }
        let batches = try nextBatches(scope)
        guard !batches.isEmpty else { return false }
        do {
            try index.merge(batches, scope: scope, at: node.clock.now()) { origin in
                try node.logs.erased(of: origin).entries
            }
        } catch MergedViewError.notAtFrontier {
            // Another process was first.
        }
        return true
    }

    /// A branch that the record no longer has, and what the register no longer admits, must leave no trace.
    private func beginAnewIfTakenOut(_ scope: ViewScope) throws {
        let count = try node.logs.takenOutCount()
        let frontier = try index.frontier()
        let isBeyond = frontier.logs.contains { origin in
            frontier[origin] > 0 && !scope.scope(of: origin).admits(frontier[origin] - 1)
        }
        guard try isBeyond || index.takenOutCount() != count else { return }
        try beginAnew(count)
    }

    /// Whoever chooses to be handed the confirmed alone begins anew. What was confirmed once stays, whoever is a witness
    /// later.
    private func takeUpReach() throws {
        guard let others, try index.isConfirmed() != (others == .confirmed) else { return }
        if others == .confirmed {
            let frontier = try index.frontier()
            let isBeyond = frontier.logs.contains {
                $0.member != node.member && frontier[$0] > 0
            }
            if isBeyond { try beginAnew(node.logs.takenOutCount()) }
        }
        try index.set(isConfirmed: others == .confirmed)
    }

    private func beginAnew(_ takenOutCount: UInt64) throws {
        try index.beginAnew(takenOutCount: takenOutCount)
        try index.place(Self.members(of: node.roster), at: node.clock.now())
    }

    /// What is missing, up to one transaction's worth, log by log; of a log that has ended, up to its end.
    private func nextBatches(_ scope: ViewScope) throws -> [FoldedObjects] {
        let roster = node.roster
        let held = try entries.sizes()
        let frontier = try index.frontier()
        var batches: [FoldedObjects] = []
        var count: UInt64 = 0
        var bytes = 0
        for origin in held.logs {
            var end = Self.end(of: scope.scope(of: origin), held: held[origin])
            guard frontier[origin] < end else { continue }
            if origin.member != node.member {
                switch others {
                case .all: break
                case .confirmed:
                    let confirmed = try node.logs.witnessedCheckpoint(
                        of: origin, by: roster.witnessPolicy(for: origin))
                    end = min(end, confirmed?.size ?? 0)
                    guard frontier[origin] < end else { continue }
                case nil: continue
                }
            }
            var batch = FoldedObjects(origin: origin, start: frontier[origin])
            while batch.end < end, count < Self.batchEntriesMax, bytes < Self.batchBytesMax,
                var slice = try entries.slice(of: origin, from: batch.end)
            {
                if UInt64(slice.count) > end - batch.end {
                    guard let cut = slice.prefix(Int(end - batch.end)) else { break }
                    slice = cut
                }
                let bytesBefore = batch.byteCount
                try batch.append(slice)
                count += UInt64(slice.count)
                bytes += batch.byteCount - bytesBefore
            }
            if batch.count > 0 { batches.append(batch) }
            if count >= Self.batchEntriesMax || bytes >= Self.batchBytesMax { break }
        }
        return batches
    }

    private static func end(of scope: LogScope, held: TreeSize) -> TreeSize {
        switch scope {
        case .open: held
        case .until(let size, _): min(size, held)
        case .never: 0
        }
    }

    /// Who is seated in each channel.
    private static func members(of roster: VerifiedRoster) -> [ChannelID: [STIXMember]] {
        let modified = STIXTimestamp(
            milliseconds: roster.roster.issuedAt.millisecondsSince1970)
        var members: [ChannelID: [STIXMember]] = [:]
        for channel in roster.roster.channels {
            members[channel.id] = channel.seats.map(\.member).sorted().compactMap {
                id -> STIXMember? in
                guard channel.isOpen(to: id), let member = roster.member(id) else { return nil }
                return STIXMember(
                    alliance: roster.alliance, member: id, name: member.name,
                    roles: Member.Role.allCases.filter(member.has).map(\.rawValue),
                    created: STIXTimestamp(
                        milliseconds: member.tenure.from.millisecondsSince1970),
                    modified: modified)
            }
        }
        return members
    }
}

extension EntrySlice {
    /// Its first entries; nil where its bytes do not hold them.
    fileprivate func prefix(_ count: Int) -> EntrySlice? {
        guard let entriesEnd = BundleCut.entries(count, in: entries),
            let payloadsEnd = BundleCut.payloads(count, in: payloads)
        else { return nil }
        return EntrySlice(
            start: start, count: count, entries: Array(entries[..<entriesEnd]),
            payloads: Array(payloads[..<payloadsEnd]))
    }
}
