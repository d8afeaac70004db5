import AllianceNames
import AllianceNode
import AuditTrail
import Crypto
import Foundation
import Replication
import Roster
import SignIn
import Statements
import Testing
import TransparencyLog

/// What verification finds in an audit log that was tampered with.
@Suite struct AuditVerificationTests {
    private let world: WitnessWorld
    private let store = InMemoryLogStore()
    private let signer: NoteSigner
    private let origin: LogOrigin

    init() throws {
        world = try WitnessWorld()
        let key = Curve25519.Signing.PrivateKey()
        origin = .audit(
            of: MemberID(unchecked: "author"), in: world.alliance,
            publicKey: Array(key.publicKey.rawRepresentation))
        signer = try NoteSigner(name: origin.description, privateKey: key)
    }

    private func roster() throws -> VerifiedRoster {
        try #require(try world.register(InMemoryLogStore()).newest)
    }

    private func sealed(_ payload: [UInt8], kind: EntryKind = .auditRecord) throws
        -> SealedStatement
    {
        try SealedStatement.seal(
            .unknown(kind, payload: payload), issuedAt: 7,
            salt: #require(Salt([UInt8](repeating: 9, count: 16))))
    }

    private func record(_ query: String) -> AuditRecord {
        AuditRecord(who: .node, action: .search, details: [.query: query])
    }

    /// Puts entries there, each with what stands beside it, and signs.
    private func put(_ items: [(entry: [UInt8], beside: [UInt8]?)]) throws {
        try put(items, in: store)
    }

    private func put(
        _ items: [(entry: [UInt8], beside: [UInt8]?)], in store: InMemoryLogStore
    ) throws {
        var (entries, payloads) = ([UInt8](), [UInt8]())
        for item in items {
            EntryBundle.append(entry: item.entry, to: &entries)
            if let beside = item.beside {
                PayloadBundle.append(saltAndPayload: beside, to: &payloads)
            } else {
                PayloadBundle.appendAbsent(to: &payloads)
            }
        }
        let leaves = items.map { MerkleHash.leaf($0.entry) }
        try store.admit(
            AdmittedEntries(
                origin: origin, start: 0,
                slices: [
                    BundleSlice(
                        bundle: 0, offset: 0, count: items.count, entries: entries,
                        payloads: payloads, leafHashes: leaves)
                ]))
        try store.believe(try checkpoint(leaves), for: origin, durability: .atReturn)
    }

    private func checkpoint(_ leaves: [TransparencyLog.Digest]) throws -> VerifiedCheckpoint {
        try SignedCheckpoint(
            signing: Checkpoint(
                origin: origin.description, size: TreeSize(leaves.count),
                root: MerkleHash.root(ofLeaves: leaves)),
            by: signer
        ).verified(by: signer.verifierKey)
    }

    /// A month after the records.
    private let now: UInt64 = 30 * 86_400_000

    private func findings(
        mark: FenceMark? = nil, isWrittenTo: Bool = false
    ) throws -> [String] {
        try AuditVerification(
            of: origin, in: store, roster: roster(), mark: mark, isWrittenTo: isWrittenTo, at: now
        ).run().findings.map(\.keyword)
    }

    @Test("the key stands in the origin, and an origin in another form is no audit log's")
    func origins() throws {
        #expect(origin.auditKey == signer.verifierKey)
        #expect(try LogOrigin(parsing: origin.description) == origin)
        let text = origin.description
        // A log of a channel, another epoch, a character too few, one that no digit stands for, and bits
        // behind the last byte.
        for other in [
            "demo/alliance/author/e1", text.replacing("/e1", with: "/e2"),
            text.replacing("audit.", with: "audit"),
            text.replacing(/.\/author/, with: "/author"),
            text.replacing(/.\/author/, with: "1/author"),
            text.replacing(/.\/author/, with: "b/author"),
        ] {
            #expect(try LogOrigin(parsing: other).auditKey == nil, "\(other)")
        }
    }

    @Test("finds nothing in a log as it was written")
    func sound() throws {
        let items = try (0..<5).map { try sealed(record("q\($0)").bytes) }
        try put(items.map { ($0.entry, $0.saltAndPayload) })
        #expect(try findings() == [])
        let state = try #require(try store.state(of: origin))
        #expect(try findings(mark: FenceMark(size: 5, root: state.edge.root)) == [])
        #expect(
            try findings(mark: FenceMark(size: 6, root: state.edge.root)) == ["records-cut-off"])
        #expect(try findings(mark: FenceMark(size: 5, root: .zero)) == ["root-differs"])
        // The log that is written to has been in the fence since its first record.
        #expect(try findings(isWrittenTo: true) == ["fence-missing"])
        #expect(
            try findings(mark: FenceMark(size: 5, root: state.edge.root), isWrittenTo: true) == [])
    }

    @Test("finds a record that was changed, one that was taken out, and one that is none")
    func records() throws {
        let items = try (0..<4).map { try sealed(record("q\($0)").bytes) }
        var altered = try #require(items[1].saltAndPayload)
        altered[altered.count - 3] ^= 1
        let other = try sealed(Array("{}".utf8))
        try put([
            (items[0].entry, items[0].saltAndPayload), (items[1].entry, altered),
            (items[2].entry, nil), (other.entry, other.saltAndPayload),
        ])
        #expect(try findings() == ["commit-differs", "payload-missing"])
    }

    @Test("finds what is no record where the log itself holds")
    func noRecord() throws {
        let items = [
            try sealed(record("q").bytes), try sealed(Array("{}".utf8)),
            try sealed(record("q").bytes, kind: EntryKind(rawValue: 0x71)),
        ]
        try put(items.map { ($0.entry, $0.saltAndPayload) })
        #expect(try findings() == ["record-unreadable", "record-unreadable"])
    }

    @Test(
        "finds that a log before it, from which its first record goes on, was cut off or is another"
    )
    func earlier() throws {
        let items = try (0..<4).map { try sealed(record("q\($0)").bytes) }
        let leaves = items.map { MerkleHash.leaf($0.entry) }
        // The log that goes on from so many of them, beside those that are left.
        func findings(
            left: Int, after size: Int = 4, root: TransparencyLog.Digest? = nil
        ) throws -> [String] {
            let store = InMemoryLogStore()
            if left > 0 {
                try put(items.prefix(left).map { ($0.entry, $0.saltAndPayload) }, in: store)
            }
            let next = try AuditVerificationTests()
            let begin = try sealed(
                AuditRecord(
                    who: .node, action: .begin,
                    details: [
                        .after: origin.description, .size: "\(size)",
                        .root: (root ?? MerkleHash.root(ofLeaves: Array(leaves.prefix(size))))
                            .base64,
                    ]
                ).bytes)
            try next.put([(begin.entry, begin.saltAndPayload)], in: store)
            return try AuditVerification(
                of: next.origin, in: store, roster: roster(), mark: nil, isWrittenTo: false, at: now
            ).run().findings.map(\.keyword)
        }
        #expect(try findings(left: 4) == [])
        #expect(try findings(left: 3) == ["earlier-cut-off"])
        #expect(try findings(left: 0) == ["earlier-cut-off"])
        #expect(try findings(left: 4, root: .zero) == ["earlier-differs"])
        // It was written to by another copy after this one was begun.
        #expect(try findings(left: 4, after: 3) == [])
        #expect(try findings(left: 4, after: 3, root: .zero) == ["earlier-differs"])
    }

    @Test(
        "finds a record that is gone by a certificate which the log's key did not sign, or might not"
    )
    func forgedErasure() throws {
        let items = try (0..<7).map { try sealed(record("q\($0)").bytes) }
        try put(items.map { ($0.entry, $0.saltAndPayload) })
        let other = try NoteSigner(
            name: origin.description, privateKey: Curve25519.Signing.PrivateKey())
        let day: UInt64 = 86_400
        // Another's key, too soon, in the time to come, for another reason, and of the first record.
        let cases: [(EntryIndex, NoteSigner, ErasureCertificate.Reason, UInt64, Int)] = [
            (1, signer, .retentionLimit, 7 * day + 1, 0), (2, other, .retentionLimit, 9 * day, 1),
            (3, signer, .retentionLimit, 7 * day, 2), (4, signer, .retentionLimit, 31 * day, 3),
            (5, signer, .authorsError, 9 * day, 4), (6, signer, .retentionLimit, 30 * day, 4),
            (0, signer, .retentionLimit, 9 * day, 5),
        ]
        for (index, signer, reason, issuedAt, missing) in cases {
            let certificate = try ErasureCertificate(
                origin: origin, entries: EntryRanges([index..<index + 1]), reason: reason,
                issuedAt: UTCTimestamp(secondsSince1970: issuedAt))
            let signed = SignedErasure(certificate, by: [signer])
            _ = try store.keep(
                ErasureRecord(
                    recorded: signed.note.description, state: .complete, finishedAt: nil))
            try store.wipe(certificate.id) { _ in }
            let expected = [String](repeating: "record-missing", count: missing)
            #expect(try findings() == expected, "\(index)")
        }
    }

    @Test("tells how far a witness has cosigned, and finds where that differs")
    func cosigned() throws {
        let items = try (0..<4).map { try sealed(record("q\($0)").bytes) }
        try put(items.map { ($0.entry, $0.saltAndPayload) })
        let leaves = items.map { MerkleHash.leaf($0.entry) }
        var note = try checkpoint(Array(leaves.prefix(3))).note
        // The author's own line says nothing that its signature does not; a stranger's, nothing at all.
        for (name, at) in [("author", 1), ("w2", 50), ("w1", 40)] {
            note.add(try world.cosigner(name).sign(text: note.text, timestamp: UInt64(at)))
        }
        let keys = try ["author", "w1", "w2"].map { try world.cosigner($0).verifierKey }
        let signed = try SignedCheckpoint(parsing: note.description)
            .verified(by: signer.verifierKey)
        try store.keep(
            CosignedCheckpoint(signed, cosigners: keys), of: origin, durability: .atReturn)
        let report = try AuditVerification(
            of: origin, in: store, roster: roster(), mark: nil, isWrittenTo: false, at: now
        ).run()
        #expect(report.findings == [])
        #expect(report.cosigned?.size == 3)
        #expect(report.cosigned?.at == 40)
        #expect(report.cosigned?.by == ["demo/cosigner/w1", "demo/cosigner/w2"])
        try store.record(
            OwnLogClaim(
                origin: origin, claimedBy: MemberID(unchecked: "w1"), kind: .ahead, size: 9, at: 1))
        #expect(try findings() == ["claimed"])
    }
}
