package import AllianceNames
package import Replication
package import Roster
import Statements
package import TransparencyLog

/// Finds what is over the roster's retention limits, and which proposals name nothing else.
/// The time is given; calls block.
package struct RetentionSweep: Sendable {
    private static let bundleEntries = UInt64(EntryBundle.entriesMax)

    private let logs: any LogStore
    private let roster: Roster

    package init(_ logs: any LogStore, by roster: Roster) {
        self.logs = logs
        self.roster = roster
    }

    /// The entries of a log that are due at `time` and not held as evidence, as far as the log is held.
    package func due(of origin: LogOrigin, at time: UInt64) throws -> EntryRanges {
        guard !roster.retention.rules.isEmpty,
            let size = try logs.state(of: origin)?.size
        else { return .empty }
        var due: [EntryIndex] = []
        try StoredStatement.forEach(of: origin, in: 0..<size, from: logs) { entry in
            if isDue(entry, at: time) { due.append(entry.index) }
        }
        let entries = EntryRanges(due)
        return entries.subtracting(roster.held(entries, of: origin))
    }

    private func isDue(_ entry: StoredStatement, at time: UInt64) -> Bool {
        guard entry.isHeld, let statement = entry.statement,
            let end = roster.retention.end(of: statement, issuedAt: entry.issuedAt)
        else { return false }
        return end <= time
    }

    /// Those of `proposals` that a rule demands: every entry is held here, and due or without a payload. An
    /// authority may countersign them without a person.
    ///
    /// Each bundle is read once, however many proposals name its entries, and of what was judged before only what is
    /// to be signed now: else who proposes what is not due had whole logs read with every change of the record.
    ///
    /// - Parameter judged: what was found before by the same roster; what is found now is added.
    package func demanded(
        of proposals: [ErasureRecord], at time: UInt64, knowing judged: inout JudgedEntries
    ) throws -> [ErasureRecord] {
        let byLimit = proposals.filter { $0.signed.certificate.reason == .retentionLimit }
        var demanded: [ErasureRecord] = []
        for (origin, named) in Dictionary(grouping: byLimit, by: \.origin)
            .sorted(by: { $0.key < $1.key })
        {
            guard let size = try logs.state(of: origin)?.size else { continue }
            let open = named.filter { proposal in
                proposal.entries.ranges.allSatisfy { $0.upperBound <= size }
                    && roster.held(proposal.entries, of: origin).isEmpty
                    && !judged.keeps(proposal.entries, of: origin)
            }
            let entries = EntryRanges(open.flatMap(\.entries.ranges))
            let unread = judged.unread(entries, of: origin)
            var now = JudgedEntries()
            try judge(unread, of: origin, size: size, at: time, &now)
            judged.add(now)
            let erasable = open.filter { judged.erases($0.entries, of: origin) }
            // The log may have been cut back since: what was found before is looked at again before it is signed.
            let before = EntryRanges(erasable.flatMap(\.entries.ranges))
            try judge(now.unread(before, of: origin), of: origin, size: size, at: time, &now)
            judged.add(now)
            demanded += erasable.filter { now.erases($0.entries, of: origin) }
        }
        return demanded
    }

    /// Finds which entries are due, or can be named again since their payload is gone already, of the bundles in which
    /// those of `entries` stand.
    private func judge(
        _ entries: EntryRanges, of origin: LogOrigin, size: TreeSize, at time: UInt64,
        _ judged: inout JudgedEntries
    ) throws {
        // Bundle by bundle, since that is how they are read.
        let bundles = EntryRanges(
            entries.ranges.map { range in
                let first = range.lowerBound / Self.bundleEntries * Self.bundleEntries
                let last = (range.upperBound - 1) / Self.bundleEntries + 1
                return first..<min(size, last * Self.bundleEntries)
            })
        var erasable: [EntryIndex] = []
        for range in bundles.ranges {
            try StoredStatement.forEach(of: origin, in: range, from: logs) { entry in
                let isGone = !entry.isHeld && !entry.kind.isOpen
                if isGone || isDue(entry, at: time) { erasable.append(entry.index) }
            }
        }
        judged.add(erasable: EntryRanges(erasable), of: bundles, in: origin)
    }
}

extension ErasureCertificate {
    /// Certificates over all of `entries`, as few as their limits allow.
    package static func certificates(
        of origin: LogOrigin, entries: EntryRanges, reason: Reason, issuedAt: UTCTimestamp
    ) throws(ErasureError) -> [ErasureCertificate] {
        var certificates: [ErasureCertificate] = []
        var part: [Range<EntryIndex>] = []
        var count: UInt64 = 0
        func finish() throws(ErasureError) {
            guard !part.isEmpty else { return }
            certificates.append(
                try ErasureCertificate(
                    origin: origin, entries: EntryRanges(part), reason: reason,
                    issuedAt: issuedAt))
            (part, count) = ([], 0)
        }
        for range in entries.ranges {
            var rest = range
            while !rest.isEmpty {
                if count == entriesMax || part.count == rangesMax { try finish() }
                let end = min(rest.upperBound, rest.lowerBound + (entriesMax - count))
                part.append(rest.lowerBound..<end)
                count += end - rest.lowerBound
                rest = end..<rest.upperBound
            }
        }
        try finish()
        return certificates
    }
}
