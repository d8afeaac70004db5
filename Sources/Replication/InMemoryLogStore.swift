package import AllianceNames
import Statements
import Synchronization
package import TransparencyLog

/// A log store that forgets everything when it goes: for tests and simulations.
///
/// It answers from the leaves by the definition, so that it can stand as the model for others.
package final class InMemoryLogStore: LogStore {
    let contents: Mutex<Contents>

    package init() { contents = Mutex(Contents()) }

    private init(_ contents: Contents) { self.contents = Mutex(contents) }

    /// Another store that holds what this one holds now.
    package func copy() -> InMemoryLogStore { InMemoryLogStore(contents.withLock { $0 }) }

    package func states() throws -> [LogState] {
        contents.withLock { contents in
            contents.logs.keys.sorted().compactMap { contents.logs[$0]?.state(of: $0) }
        }
    }

    package func state(of origin: LogOrigin) throws -> LogState? {
        contents.withLock { $0.logs[origin]?.state(of: origin) }
    }

    package func admit(_ entries: AdmittedEntries) throws {
        try contents.withLock { contents in
            _ = try contents.grow(
                LogGrowth(origin: entries.origin, believing: nil, admitting: entries))
        }
    }

    package func believe(
        _ checkpoint: VerifiedCheckpoint, for origin: LogOrigin, durability: WriteDurability
    ) throws {
        try contents.withLock { contents in
            _ = try contents.grow(
                LogGrowth(origin: origin, believing: checkpoint, admitting: nil))
        }
    }

    package func grow(_ growths: [LogGrowth]) throws -> [Result<LogState, any Error>] {
        contents.withLock { contents in
            growths.map { growth in Result { try contents.grow(growth) } }
        }
    }

    package func freeze(
        _ origin: LogOrigin, _ finding: ForkFinding, proof: EvidenceRecord?
    ) throws {
        try contents.withLock { contents in
            guard let log = contents.logs[origin] else {
                throw LogStoreError.unknownLog(origin: origin)
            }
            contents.logs[origin]?.isForked = true
            if log.frozen == nil, log.settlement == nil {
                contents.logs[origin]?.frozen = finding
                contents.changes += 1
            }
            if let proof { _ = try contents.keep(proof) }
        }
    }

    package func settle(_ origin: LogOrigin, _ settlement: ForkSettlement) throws {
        try contents.withLock { contents in
            var log = contents.logs[origin] ?? MemoryLog()
            var settlement = settlement
            if let settled = log.settlement {
                guard
                    let again = ForkSettlement(
                        onBranch: log.state(of: origin), end: settled.end, root: settled.root)
                else { return }
                settlement = again
            }
            let size = log.size
            try log.settle(settlement, of: origin)
            contents.logs[origin] = log
            contents.witnessing.takeOut(origin, behind: settlement.prefix)
            contents.takenOut += log.size < size ? 1 : 0
            contents.changes += 1
        }
    }

    package func takenOutCount() throws -> UInt64 { contents.withLock { $0.takenOut } }

    package func droppedCheckpoints(of origin: LogOrigin) throws -> [CheckpointRecord] {
        contents.withLock { $0.logs[origin]?.dropped ?? [] }
    }

    package func keep(_ evidence: EvidenceRecord) throws -> Bool {
        try contents.withLock { try $0.keep(evidence) }
    }

    package func evidence(after number: UInt64, limit: Int) throws -> [NumberedEvidence] {
        contents.withLock { contents in
            contents.evidence.enumerated()
                .map { NumberedEvidence(number: UInt64($0 + 1), record: $1) }
                .filter { $0.number > number }.prefix(limit).map { $0 }
        }
    }

    package func forkedLogs() throws -> [LogOrigin] {
        contents.withLock { contents in
            let found = contents.logs.filter(\.value.isForked)
            return Set(found.keys).union(contents.proven.keys).sorted()
        }
    }

    package func checkpoints(of origin: LogOrigin) throws -> [CheckpointRecord] {
        contents.withLock { $0.logs[origin]?.checkpoints ?? [] }
    }

    package func entries(of origin: LogOrigin, _ bundle: BundleCoordinate) throws -> [UInt8]? {
        contents.withLock { $0.logs[origin]?.joined(\.entries, bundle) }
    }

    package func payloads(of origin: LogOrigin, _ bundle: BundleCoordinate) throws -> [UInt8]? {
        contents.withLock { contents in
            contents.logs[origin]?.joined(\.payloads, bundle).map {
                PayloadBundle.emptying(
                    contents.erased[origin] ?? .empty, in: $0, first: bundle.firstEntry)
            }
        }
    }

    package func tile(of origin: LogOrigin, _ tile: TileCoordinate) throws -> [UInt8]? {
        contents.withLock { $0.logs[origin]?.tile(tile) }
    }

    package func keep(_ roster: RosterRecord) throws {
        contents.withLock { contents in
            guard !contents.rosters.contains(roster) else { return }
            contents.rosters.append(roster)
            contents.changes += 1
        }
    }

    package func rosters() throws -> [RosterRecord] {
        // The position breaks ties, since sorting alone promises no order among equals.
        contents.withLock { contents in
            contents.rosters.enumerated()
                .sorted { ($0.element.version, $0.offset) < ($1.element.version, $1.offset) }
                .map(\.element)
        }
    }

    package func roster(version: UInt64) throws -> RosterRecord? {
        contents.withLock { $0.rosters.first { $0.version == version } }
    }

    package func record(_ status: PeerStatus) throws {
        contents.withLock { $0.statuses[status.peer] = status }
    }

    package func peerStatuses() throws -> [PeerStatus] {
        contents.withLock { $0.statuses.values.sorted { $0.peer < $1.peer } }
    }

    package func record(_ seen: [SeenCheckpoint]) throws {
        contents.withLock { contents in
            for sight in seen {
                let known = contents.seen[sight.origin, default: [:]][sight.peer]
                if let known, known.record.size > sight.record.size { continue }
                contents.seen[sight.origin, default: [:]][sight.peer] = sight
            }
        }
    }

    package func seenCheckpoints(of origin: LogOrigin) throws -> [SeenCheckpoint] {
        contents.withLock { ($0.seen[origin] ?? [:]).values.sorted { $0.peer < $1.peer } }
    }

    package func record(_ withholding: Withholding) throws {
        contents.withLock { contents in
            contents.withholdings.removeAll {
                $0.origin == withholding.origin && $0.peer == withholding.peer
            }
            contents.withholdings.append(withholding)
        }
    }

    package func withholdings() throws -> [Withholding] {
        contents.withLock { contents in
            contents.withholdings.sorted { ($0.origin, $0.peer) < ($1.origin, $1.peer) }
        }
    }

    package func changeToken() throws -> UInt64 { contents.withLock { $0.changes } }

    // MARK: Erasure

    package func keep(_ erasure: ErasureRecord) throws -> Bool {
        try contents.withLock { contents in try contents.keep(erasure) }
    }

    package func hasRoom(for proposal: ErasureRecord) throws -> Bool {
        contents.withLock { $0.hasRoom(for: proposal) }
    }

    package func erasures() throws -> [ErasureRecord] {
        contents.withLock { contents in
            contents.erasures.values.sorted {
                ($0.origin, $0.signed.certificate.issuedAt, $0.id)
                    < ($1.origin, $1.signed.certificate.issuedAt, $1.id)
            }
        }
    }

    package func erasure(_ id: Digest) throws -> ErasureRecord? {
        contents.withLock { $0.erasures[id] }
    }

    package func erasuresUnderWay() throws -> [ErasureRecord] {
        try erasures().filter { $0.state == .complete || $0.state == .wiped }
    }

    package func wipedErasures() throws -> [Digest] {
        contents.withLock { $0.erasures.values.filter { $0.state >= .wiped }.map(\.id).sorted() }
    }

    package func wipedErasureCount() throws -> Int { try wipedErasures().count }

    package func erasedEntries() throws -> [LogOrigin: ErasedEntries] {
        contents.withLock { $0.erased.mapValues(ErasedEntries.init) }
    }

    package func wipe(_ id: Digest, forget: ([ErasedContent]) throws -> Void) throws {
        try contents.withLock { contents in
            guard let record = contents.erasures[id], record.state == .complete else { return }
            try forget(contents.logs[record.origin]?.content(of: record.entries) ?? [])
            contents.logs[record.origin]?.empty(record.entries)
            contents.erasures[id] = record.reaching(.wiped)
            contents.changes += 1
        }
    }

    package func scrub() throws -> Bool { true }

    package func finishErasure(_ id: Digest, at time: UInt64) throws {
        contents.withLock { contents in
            guard let record = contents.erasures[id], record.state == .wiped else { return }
            contents.erasures[id] = record.reaching(.finished, at: time)
            contents.changes += 1
        }
    }
}

struct Contents {
    fileprivate var logs: [LogOrigin: MemoryLog] = [:]
    /// In the order they came.
    var rosters: [RosterRecord] = []
    var statuses: [MemberID: PeerStatus] = [:]
    var seen: [LogOrigin: [MemberID: SeenCheckpoint]] = [:]
    /// In the order they came.
    var evidence: [EvidenceRecord] = []
    /// What the fork proofs among it say.
    var proven: [LogOrigin: ForkFinding] = [:]
    var withholdings: [Withholding] = []
    var takenOut: UInt64 = 0
    var changes: UInt64 = 0
    var erasures: [Digest: ErasureRecord] = [:]
    /// What the complete ones come to.
    var erased: [LogOrigin: EntryRanges] = [:]

    mutating func keep(_ piece: EvidenceRecord) throws -> Bool {
        let isThere = evidence.contains { $0.kind == piece.kind && $0.subject == piece.subject }
        guard !isThere else { return false }
        if piece.kind == .fork {
            let finding = try ForkFinding(recorded: piece)
            proven[piece.origin] = finding
            if let log = logs[piece.origin], log.settlement == nil {
                logs[piece.origin]?.frozen = log.frozen ?? finding
            }
        }
        evidence.append(piece)
        changes += 1
        return true
    }

    mutating func keep(_ erasure: ErasureRecord) throws -> Bool {
        let origin = erasure.origin
        let known = erasures[erasure.id]
        if known == nil, erasure.state == .proposed, !hasRoom(for: erasure) {
            throw ErasureError.tooManyProposals(origin, max: erasureProposalsMax)
        }
        let joined = known?.joined(with: erasure) ?? erasure
        guard joined != known else { return false }
        erasures[erasure.id] = joined
        if joined.state >= .complete {
            erased[origin] = erased[origin, default: .empty].union(joined.entries)
        }
        if joined.signed.hasMoreKeys(than: known?.signed) {
            evidence.append(EvidenceRecord(erasure: joined))
        }
        changes += 1
        return true
    }
    func hasRoom(for proposal: ErasureRecord) -> Bool {
        let open = erasures.values.filter {
            $0.origin == proposal.origin && $0.state == .proposed
        }
        return proposal.signed.note.signatures.contains { line in
            open.count { $0.signed.isSigned(byKeyOf: line) } < erasureProposalsMax
        }
    }

    var witnessing = InMemoryWitnessing()

    /// The root of a held log at a size; nil where that many entries are not held.
    func root(of origin: LogOrigin, at size: TreeSize) -> Digest? {
        logs[origin].flatMap { $0.size >= size ? $0.root(at: size) : nil }
    }

    /// Nil for a log that nobody has mentioned.
    func size(of origin: LogOrigin) -> TreeSize? { logs[origin]?.size }

    /// Believes and admits, both or neither.
    mutating func grow(_ growth: LogGrowth) throws -> LogState {
        let origin = growth.origin
        let isNew = logs[origin] == nil
        let checkpoints = logs[origin]?.checkpoints ?? []
        var hasChanged = false
        do {
            // In place: a copy would make a long log's every append as dear as the log is long.
            if let checkpoint = growth.believing {
                hasChanged = try logs[origin, default: MemoryLog(frozen: proven[origin])]
                    .believe(CheckpointRecord(checkpoint), for: origin)
            }
            if let entries = growth.admitting, !entries.slices.isEmpty {
                try logs[origin, default: MemoryLog(frozen: proven[origin])]
                    .admit(entries, erased: erased[origin] ?? .empty)
                hasChanged = true
            }
        } catch {
            if isNew { logs[origin] = nil } else { logs[origin]?.checkpoints = checkpoints }
            throw error
        }
        if hasChanged { changes += 1 }
        return (logs[origin] ?? MemoryLog()).state(of: origin)
    }
}
