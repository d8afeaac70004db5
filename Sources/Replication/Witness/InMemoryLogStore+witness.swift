package import AllianceNames
import Synchronization
package import TransparencyLog

/// What `InMemoryLogStore` keeps as a `WitnessStore`.
struct InMemoryWitnessing {
    var records: [LogOrigin: WitnessRecord] = [:]
    var cosigned: [LogOrigin: [TreeSize: CosignedCheckpoint]] = [:]
    var cosignedChanges: [LogOrigin: UInt64] = [:]
    /// After which change each checkpoint was as it is.
    var changed: [LogOrigin: [TreeSize: UInt64]] = [:]
    var claims: [OwnLogClaim] = []
    var comparisons: [LogOrigin: OwnLogComparisonRecord] = [:]

    /// Forgets the cosignatures of checkpoints larger than a size: their branch was taken out.
    mutating func takeOut(_ origin: LogOrigin, behind size: TreeSize) {
        let kept = cosigned[origin]?.filter { $0.key <= size }
        guard kept?.count != cosigned[origin]?.count else { return }
        cosigned[origin] = kept
        cosignedChanges[origin, default: 0] += 1
    }
}

extension InMemoryLogStore: WitnessStore {
    package func advanceWitness(
        of origin: LogOrigin, note: String, _ judge: (WitnessState?) throws -> WitnessState
    ) throws -> WitnessState {
        try contents.withLock { contents in
            let last = contents.witnessing.records[origin]?.state
            let next = try judge(last)
            if next != last {
                contents.witnessing.records[origin] = WitnessRecord(state: next, noteText: note)
            }
            return next
        }
    }

    package func witnessRecord(of origin: LogOrigin) throws -> WitnessRecord? {
        contents.withLock { $0.witnessing.records[origin] }
    }

    package func witnessRecords() throws -> [LogOrigin: WitnessRecord] {
        contents.withLock { $0.witnessing.records }
    }

    package func auditLogsWitnessed(of member: MemberID) throws -> Int {
        contents.withLock { contents in
            contents.witnessing.records.keys.count {
                $0.member == member && $0.auditKey != nil
            }
        }
    }

    @discardableResult
    package func keep(
        _ cosigned: CosignedCheckpoint, of origin: LogOrigin, limit: FreshnessLimit?,
        durability: WriteDurability
    ) throws -> Bool {
        guard cosigned.checkpoint.origin == origin.description else {
            throw LogStoreError.otherOrigin(
                expected: origin, found: cosigned.checkpoint.origin)
        }
        return try contents.withLock { contents in
            guard let held = contents.size(of: origin) else {
                throw LogStoreError.unknownLog(origin: origin)
            }
            guard let root = contents.root(of: origin, at: cosigned.size) else {
                throw LogStoreError.beyondHeld(origin: origin, size: cosigned.size, held: held)
            }
            guard root == cosigned.root else {
                throw LogStoreError.rootDiffers(
                    origin: origin, size: cosigned.size, signed: cosigned.root, held: root)
            }
            let before = contents.witnessing.cosigned[origin]?[cosigned.size]
            var joined = before ?? cosigned
            guard cosigned.isPlain, !cosigned.cosignatures.isEmpty else { return false }
            joined.join(cosigned, isAhead: { limit?.isAhead($0) == true })
            guard joined != before else { return false }
            contents.witnessing.cosigned[origin, default: [:]][cosigned.size] = joined
            let sizes = contents.witnessing.cosigned[origin]?.keys
            if let sizes, let kept = cosignedKept(of: origin), sizes.count > kept,
                let least = sizes.min()
            {
                contents.witnessing.cosigned[origin]?[least] = nil
            }
            contents.witnessing.cosignedChanges[origin, default: 0] += 1
            contents.witnessing.changed[origin, default: [:]][cosigned.size] =
                contents.witnessing.cosignedChanges[origin]
            contents.changes += 1
            return true
        }
    }

    package func cosigned(
        of origin: LogOrigin, cosigners: Int, below size: TreeSize, limit: Int
    ) throws -> [CosignedCheckpoint] {
        contents.withLock { contents in
            Array(
                (contents.witnessing.cosigned[origin] ?? [:]).values
                    .filter { $0.size < size && $0.cosignerCount >= cosigners }
                    .sorted { $0.size > $1.size }
                    .prefix(limit))
        }
    }

    package func cosigned(
        of origin: LogOrigin, cosigners: Int, changedAfter change: UInt64
    ) throws -> [CosignedCheckpoint] {
        contents.withLock { contents in
            let changed = contents.witnessing.changed[origin] ?? [:]
            return (contents.witnessing.cosigned[origin] ?? [:]).values.filter {
                $0.cosignerCount >= cosigners && (changed[$0.size] ?? 0) > change
            }
        }
    }

    package func cosigned(
        of origin: LogOrigin, size: TreeSize
    ) throws -> CosignedCheckpoint? {
        contents.withLock { $0.witnessing.cosigned[origin]?[size] }
    }

    package func cosignedChanges() throws -> [LogOrigin: UInt64] {
        contents.withLock { $0.witnessing.cosignedChanges }
    }

    @discardableResult
    package func record(_ claim: OwnLogClaim) throws -> Bool {
        contents.withLock { contents in
            func isSame(_ other: OwnLogClaim) -> Bool {
                (other.origin, other.claimedBy, other.kind)
                    == (claim.origin, claim.claimedBy, claim.kind)
            }
            guard claim.isNews(after: contents.witnessing.claims.first(where: isSame)) else {
                return false
            }
            contents.witnessing.claims.removeAll(where: isSame)
            contents.witnessing.claims.append(claim)
            contents.changes += 1
            return true
        }
    }

    package func ownLogClaims() throws -> [OwnLogClaim] {
        contents.withLock { contents in
            contents.witnessing.claims.sorted {
                ($0.origin, $0.claimedBy, $0.kind) < ($1.origin, $1.claimedBy, $1.kind)
            }
        }
    }

    package func setAside(claimsAbout origin: LogOrigin) throws {
        contents.withLock { contents in
            for place in contents.witnessing.claims.indices
            where contents.witnessing.claims[place].origin == origin {
                contents.witnessing.claims[place].isSetAside = true
            }
            contents.changes += 1
        }
    }

    package func ownLogComparison(
        of origin: LogOrigin
    ) throws -> OwnLogComparisonRecord? {
        contents.withLock { $0.witnessing.comparisons[origin] }
    }

    package func record(
        _ comparison: OwnLogComparisonRecord, of origin: LogOrigin
    ) throws {
        contents.withLock { $0.witnessing.comparisons[origin] = comparison }
    }
}
