import AllianceNames
import Replication
import Testing
import TransparencyLog

/// A record that was put back, beside marks that were not.
@Suite struct MarkedWitnessTests {
    private let store = InMemoryLogStore()
    private let marks = InMemoryWitnessMarks()
    private var witness: MarkedWitness { MarkedWitness(store: store, marks: marks) }

    private func record(_ size: TreeSize, root: UInt8 = 0) -> WitnessRecord {
        WitnessRecord(
            state: WitnessState(size: size, root: MerkleHash.leaf([root])), noteText: "\(size)")
    }

    private func origin(_ member: String) throws -> LogOrigin {
        try LogOrigin(parsing: "demo/alliance/\(member)/e1")
    }

    private func keep(_ record: WitnessRecord, of origin: LogOrigin) throws {
        _ = try store.advanceWitness(of: origin, note: record.noteText) { _ in record.state }
    }

    @Test("says of each log what is more, and is asked no second audit log for one that it lacks")
    func newer() throws {
        let (brand, maison) = (try origin("brand"), try origin("maison"))
        let audit = LogOrigin.audit(
            of: MemberID(unchecked: "brand"), in: brand.alliance,
            publicKey: try NoteSigner(name: "x", seed: [UInt8](repeating: 1, count: 32))
                .verifierKey.publicKey)
        try keep(record(3), of: brand)
        try keep(record(9), of: maison)
        try marks.raise([brand: record(7), maison: record(5), audit: record(2)])
        #expect(
            try witness.witnessRecords() == [
                brand: record(7), maison: record(9), audit: record(2),
            ])
        #expect(try witness.auditLogsWitnessed(of: MemberID(unchecked: "brand")) == 1)
        #expect(try store.auditLogsWitnessed(of: MemberID(unchecked: "brand")) == 0)
        #expect(try witness.catchUp(at: 1) == [audit, brand].sorted())
        #expect(try store.witnessRecords() == witness.witnessRecords())
        #expect(try marks.all().marks == store.witnessRecords())
        #expect(try witness.auditLogsWitnessed(of: MemberID(unchecked: "brand")) == 1)
    }

    @Test("what is signed again is marked before, also where the record alone had grown")
    func marked() throws {
        let brand = try origin("brand")
        let witness = witness
        #expect(try witness.markedRecord(of: brand) == nil)
        try keep(record(3), of: brand)
        try marks.raise([brand: record(3)])
        #expect(try witness.markedRecord(of: brand) == record(3))
        // As after a full disk took the record's line, and not the mark's.
        try keep(record(7), of: brand)
        #expect(try witness.witnessRecord(of: brand) == record(7))
        #expect(try marks.mark(of: brand) == record(3))
        #expect(try witness.markedRecord(of: brand) == record(7))
        #expect(try marks.mark(of: brand) == record(7))
        try marks.raise([brand: record(9)])
        #expect(try witness.markedRecord(of: brand) == record(9))
    }

    @Test("a contradiction is told for as long as it stands, and only of its log")
    func standing() throws {
        let (brand, maison) = (try origin("brand"), try origin("maison"))
        let witness = witness
        try marks.raise([brand: record(7), maison: record(5)])
        #expect(try witness.catchUp(at: 1).count == 2)
        #expect(try witness.standing().errors.isEmpty)
        try keep(record(7, root: 1), of: brand)
        let fault = WitnessMarksError.contradicts(origin: brand, size: 7)
        #expect(throws: fault) { try witness.witnessRecord(of: brand) }
        #expect(throws: fault) { try witness.witnessRecords() }
        #expect(try witness.witnessRecord(of: maison) == record(5))
        #expect(try witness.standing().errors == [fault])
        try keep(record(7), of: brand)
        #expect(try witness.witnessRecord(of: brand) == record(7))
        #expect(try witness.standing().errors.isEmpty)
    }
}
