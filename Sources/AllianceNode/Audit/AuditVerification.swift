package import AllianceNames
import AuditTrail
package import Replication
package import Roster
package import TransparencyLog

/// Recomputes an audit log from its bytes, and compares it with what was signed, with what witnesses have
/// cosigned, and with how far the fence says that it went. Needs no network. Calls block.
package struct AuditVerification {
    package enum Finding: Hashable, Sendable, CustomStringConvertible {
        case log(LogAuditReport.Finding)
        /// Less is there than was signed: records were taken out, or an old copy put here.
        case cutOff(signed: TreeSize, held: TreeSize)
        /// The fence knows nothing of the log that is written to, so that nobody can say here how far it went.
        case fenceMissing(held: TreeSize)
        /// A witness cosigned another history.
        case cosignedDiffers(size: TreeSize, cosigned: Digest, computed: Digest)
        case cosignatureUnsigned(size: TreeSize, reason: String)
        case recordUnreadable(EntryIndex, reason: String)
        /// It is not there, and nothing that the log's key signed may erase it.
        case recordMissing(EntryIndex)
        /// The first record says what the log goes on from, and that is not here, or not so much of it.
        case earlierCutOff(LogOrigin, begunAfter: TreeSize, held: TreeSize)
        /// The first record says what the log goes on from, and something else is here.
        case earlierDiffers(LogOrigin, size: TreeSize)
        /// A witness says that it cosigned something else than is held.
        case claimed(by: MemberID, OwnLogClaim.Kind, size: TreeSize)

        package var description: String {
            switch self {
            case .log(let finding): finding.description
            case .cutOff(let signed, let held):
                "\(signed) records were signed, but only \(held) are here: some were taken out, or an old copy was put back"
            case .fenceMissing(let held):
                "\(held) records are here, and certs/audit.fence says nothing of them: it was lost or taken out, and records may have been taken out with it"
            case .cosignedDiffers(let size, let cosigned, let computed):
                "a witness cosigned root \(cosigned) at size \(size), but the records have \(computed)"
            case .cosignatureUnsigned(let size, let reason):
                "the cosigned checkpoint at size \(size) does not verify: \(reason)"
            case .recordUnreadable(let index, let reason): "record \(index): \(reason)"
            case .recordMissing(let index):
                "record \(index) is gone, and no certificate of this log may erase it"
            case .earlierCutOff(let origin, let size, let held):
                "this log goes on from \(size) records of \(origin), but only \(held) of them are here: some were taken out, or an old copy was put back"
            case .earlierDiffers(let origin, let size):
                "this log goes on from \(size) records of \(origin), but others are here"
            case .claimed(let member, .ahead, let size):
                "\(member) cosigned a larger log, of size \(size): records were taken out here, or an old copy was put back"
            case .claimed(let member, .differs, let size):
                "\(member) has seen another history than is here (size \(size))"
            }
        }

        /// For metrics and tests.
        package var keyword: String {
            switch self {
            case .log(let finding): finding.keyword
            case .cutOff: "records-cut-off"
            case .fenceMissing: "fence-missing"
            case .cosignedDiffers: "cosigned-differs"
            case .cosignatureUnsigned: "cosignature-unsigned"
            case .recordUnreadable: "record-unreadable"
            case .recordMissing: "record-missing"
            case .earlierCutOff: "earlier-cut-off"
            case .earlierDiffers: "earlier-differs"
            case .claimed: "claimed"
            }
        }
    }

    package struct Report: Sendable {
        package let origin: LogOrigin
        package let size: TreeSize
        package let root: Digest
        /// Records that are there; of the others only the entry is left.
        package let records: UInt64
        package let erased: UInt64
        package let findings: [Finding]
        /// The largest checkpoint that somebody has cosigned.
        package let cosigned: Cosigned?

        package var isSound: Bool { findings.isEmpty }
    }

    package struct Cosigned: Sendable {
        package let size: TreeSize
        /// Seconds since 1970: the earliest of the cosignatures.
        package let at: UInt64
        /// Names of the cosigners' keys.
        package let by: [String]
    }

    private let origin: LogOrigin
    private let store: any LogStore & WitnessStore
    private let roster: VerifiedRoster
    private let mark: FenceMark?
    private let isWrittenTo: Bool
    private let now: UInt64

    /// - Parameters:
    ///   - mark: what the fence says of the log; nil where it knows nothing of it.
    ///   - isWrittenTo: whether it is the log of `certs/audit.key`, of which the fence knows since its first record.
    ///   - now: milliseconds since 1970.
    package init(
        of origin: LogOrigin, in store: any LogStore & WitnessStore, roster: VerifiedRoster,
        mark: FenceMark?, isWrittenTo: Bool, at now: UInt64
    ) {
        self.now = now
        self.origin = origin
        self.store = store
        self.roster = roster
        self.mark = mark
        self.isWrittenTo = isWrittenTo
    }

    /// - Parameter progress: called now and then with the number of entries verified.
    /// - Throws: what the store throws; `LogStoreError.unknownLog`.
    package func run(progress: (TreeSize) -> Void = { _ in }) throws -> Report {
        let audit = try LogAudit(of: origin, in: store, key: origin.auditKey)
            .run(progress: progress)
        var findings = audit.findings.map(Finding.log)
        if let mark, mark.size > audit.size {
            findings.append(.cutOff(signed: mark.size, held: audit.size))
        }
        if mark == nil, isWrittenTo, audit.size > 0 {
            findings.append(.fenceMissing(held: audit.size))
        }
        // Where the tree itself is broken, what hangs on it would only be said again.
        guard audit.isSound else { return report(audit, findings, cosigned: nil) }
        if let mark, mark.size <= audit.size, try root(at: mark.size) != mark.root {
            findings.append(
                .log(
                    .rootDiffers(
                        size: mark.size, signed: mark.root, computed: try root(at: mark.size))))
        }
        let cosigned = try checkCosigned(&findings)
        try checkRecords(size: audit.size, &findings)
        for claim in try store.ownLogClaims()
        where claim.origin == origin && !claim.isSetAside {
            findings.append(.claimed(by: claim.claimedBy, claim.kind, size: claim.size))
        }
        return report(audit, findings, cosigned: cosigned)
    }

    private func report(
        _ audit: LogAuditReport, _ findings: [Finding], cosigned: Cosigned?
    ) -> Report {
        Report(
            origin: origin, size: audit.size, root: audit.root, records: audit.payloadsHeld,
            erased: audit.payloadsAbsent,
            findings: Array(findings.prefix(LogAuditReport.findingsMax)), cosigned: cosigned)
    }

    private func root(at size: TreeSize) throws -> Digest {
        try store.tree(of: origin, size: size).root()
    }

    /// Only keys that the newest register names as witnesses count.
    private func checkCosigned(_ findings: inout [Finding]) throws -> Cosigned? {
        guard let key = origin.auditKey else { return nil }
        let witnesses = roster.witnessPolicy(for: origin).witnesses
        var largest: Cosigned?
        for checkpoint in try store.cosigned(of: origin) {
            do {
                let verified = try SignedCheckpoint(parsing: checkpoint.noteText)
                    .verified(by: key)
                let lines = verified.validCosignatures(by: witnesses)
                guard let earliest = lines.map(\.time).min() else { continue }
                let computed = try root(at: verified.size)
                guard computed == verified.root else {
                    findings.append(
                        .cosignedDiffers(
                            size: verified.size, cosigned: verified.root, computed: computed))
                    continue
                }
                guard verified.size > largest?.size ?? 0 else { continue }
                largest = Cosigned(
                    size: verified.size, at: earliest,
                    by: Set(lines.map(\.signature.name)).sorted())
            } catch let error as TransparencyLogError {
                findings.append(
                    .cosignatureUnsigned(size: checkpoint.size, reason: error.description))
            }
        }
        return largest
    }

    private func checkRecords(size: TreeSize, _ findings: inout [Finding]) throws {
        let reading = AuditReading(store, origin)
        var erasures = try AuditErasures(of: origin, in: store, at: now)
        for start in stride(from: 0, to: size, by: Self.step) {
            for line in try reading.lines(from: start, limit: Self.step) {
                switch line.content {
                case .record(let record):
                    if line.index == 0 { try checkEarlier(record, &findings) }
                case .unreadable(let reason):
                    findings.append(.recordUnreadable(line.index, reason: reason))
                case .erased where erasures.allow(line.index, at: line.at): break
                case .erased: findings.append(.recordMissing(line.index))
                }
            }
        }
    }

    /// The log before this one is written to no more, and the fence that knew of it was put aside: what this one's
    /// first record says of it is signed, and cosigned with all that came since.
    private func checkEarlier(_ first: AuditRecord, _ findings: inout [Finding]) throws {
        guard first.action == .begin, let earlier = first[.after],
            let origin = try? LogOrigin(parsing: earlier),
            let size = first[.size].flatMap({ TreeSize($0) })
        else { return }
        let state = try store.state(of: origin)
        guard let state, state.size >= size else {
            return findings.append(
                .earlierCutOff(origin, begunAfter: size, held: state?.size ?? 0))
        }
        // What that log itself is worth is told where it is verified.
        let root =
            state.size == size
            ? state.edge.root : try store.tree(of: origin, size: size).root()
        guard root.base64 == first[.root] else {
            return findings.append(.earlierDiffers(origin, size: size))
        }
    }

    private static let step = 256
}
