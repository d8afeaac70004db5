import AllianceNames
import Replication
import Roster
import Statements
import Testing
import TransparencyLog

/// What an audit finds in a store that is sound in itself; SQLiteStoreTests alter the bytes.
@Suite("An audit of a log")
struct LogAuditTests {
    private let origin: LogOrigin
    private let signer: NoteSigner
    private let store = InMemoryLogStore()

    init() throws {
        origin = try LogOrigin(parsing: "demo/alliance/maison/e1")
        signer = try NoteSigner(name: origin.description, seed: [UInt8](repeating: 3, count: 32))
    }

    /// Admits entries as a careless follower might, and signs them.
    private func admit(_ items: [(entry: [UInt8], payload: [UInt8]?)]) throws {
        var (entries, payloads): ([UInt8], [UInt8]) = ([], [])
        for item in items {
            EntryBundle.append(entry: item.entry, to: &entries)
            if let payload = item.payload {
                PayloadBundle.append(saltAndPayload: payload, to: &payloads)
            } else {
                PayloadBundle.appendAbsent(to: &payloads)
            }
        }
        let slice = BundleSlice(
            bundle: 0, offset: 0, count: items.count, entries: entries, payloads: payloads,
            leafHashes: items.map { MerkleHash.leaf($0.entry) })
        try store.admit(AdmittedEntries(origin: origin, start: 0, slices: [slice]))
        let root = MerkleHash.root(ofLeaves: slice.leafHashes)
        let checkpoint = Checkpoint(
            origin: origin.description, size: TreeSize(items.count), root: root)
        try store.believe(
            SignedCheckpoint(signing: checkpoint, by: signer).verified(by: signer.verifierKey),
            for: origin)
    }

    private func committed(_ payload: [UInt8], issuedAt: UInt64 = 1) -> [UInt8] {
        Entry(kind: .assertIndicator, issuedAt: issuedAt, commit: .sha256(payload)).bytes
    }

    private func audit(key: VerifierKey?) throws -> LogAuditReport {
        try LogAudit(of: origin, in: store, key: key).run()
    }

    private let payload = [UInt8](repeating: 5, count: 40)

    @Test("finds nothing in a sound log, and counts what it saw")
    func sound() throws {
        let open = try Entry(kind: .retract, issuedAt: 2, openBody: [1, 2, 3]).bytes
        try admit([
            (committed(payload), payload), (open, nil), (committed(payload, issuedAt: 3), nil),
        ])
        try keepCertificate(over: 2)
        let report = try audit(key: signer.verifierKey)
        #expect(report.isSound)
        #expect(report.findings.isEmpty)
        #expect(
            [report.size, report.payloadsHeld, report.payloadsAbsent, UInt64(report.checkpoints)]
                == [3, 1, 1, 1])
        #expect(try report.root == store.state(of: origin)?.edge.root)
    }

    private func keepCertificate(over index: EntryIndex) throws {
        let certificate = try ErasureCertificate(
            origin: origin, entries: EntryRanges([index]), reason: .request,
            issuedAt: UTCTimestamp(secondsSince1970: 1_800_000_000))
        _ = try store.keep(
            ErasureRecord(
                recorded: SignedErasure(certificate, by: [signer]).note.description,
                state: .complete, finishedAt: nil))
    }

    @Test("finds a payload that is missing without a certificate")
    func missing() throws {
        try admit([(committed(payload), payload), (committed(payload, issuedAt: 3), nil)])
        #expect(try audit(key: signer.verifierKey).findings == [.payloadMissing(1)])
        try keepCertificate(over: 1)
        #expect(try audit(key: signer.verifierKey).isSound)
    }

    @Test("finds a payload that its entry does not commit to, and one where none belongs")
    func payloads() throws {
        let open = try Entry(kind: .retract, issuedAt: 2, openBody: [1, 2, 3]).bytes
        try admit([
            (committed(payload), payload.map { $0 ^ 1 }), (open, payload), ([1, 1], payload),
        ])
        let report = try audit(key: signer.verifierKey)
        #expect(
            report.findings.map(\.keyword)
                == ["commit-differs", "payload-unexpected", "entry-malformed"])
        #expect(!report.isSound)
    }

    @Test("finds signatures of another key, and says where it had none to check with")
    func keys() throws {
        try admit([(committed(payload), payload)])
        let other = try NoteSigner(
            name: origin.description, seed: [UInt8](repeating: 4, count: 32))
        #expect(
            try audit(key: other.verifierKey).findings.map(\.keyword) == ["checkpoint-unsigned"])
        #expect(try audit(key: nil).findings == [.keyUnknown])
    }

    @Test("keeps a bounded number of findings and counts them all")
    func bounded() throws {
        try admit((0..<256).map { _ in (committed(payload), [UInt8](repeating: 1, count: 16)) })
        let report = try audit(key: signer.verifierKey)
        #expect(report.findings.count == LogAuditReport.findingsMax)
        #expect(report.findingCount == 256)
    }

    @Test("is refused for a log that the store does not know")
    func unknown() throws {
        #expect(throws: LogStoreError.unknownLog(origin: origin)) { try audit(key: nil) }
    }
}
