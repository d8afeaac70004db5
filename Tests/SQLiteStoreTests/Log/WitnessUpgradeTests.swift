import AllianceNames
import Replication
import SQLiteStore
import Testing
import TransparencyLog

@Suite struct WitnessUpgradeTests {
    @Test("a record from before there were witnesses keeps its logs and takes cosignatures")
    func upgraded() throws {
        let folder = try TemporaryFolder()
        let path = folder.file(SQLiteLogStore.fileName)
        let log = try WrittenLog(entries: 300)
        let store = try SQLiteLogStore(path: path)
        try store.admit(log.admitted(0..<300))
        try store.believe(log.checkpoint(at: 300), for: log.origin)
        let before = try store.states()
        try store.close()
        try LogSchemaSteps.undo(to: 3, path: path)
        let again = try SQLiteLogStore(path: path)
        #expect(try again.states() == before)
        let witness = try NoteSigner(
            name: "w", seed: [UInt8](repeating: 1, count: 32), algorithm: .cosignatureV1)
        var signed = try SignedCheckpoint(note: log.checkpoint(at: 300).note)
        signed.add(witness.sign(text: signed.note.text, timestamp: 5))
        let cosigned = CosignedCheckpoint(
            try signed.verified(by: log.key), cosigners: [witness.verifierKey])
        #expect(try again.keep(cosigned, of: log.origin, durability: .atReturn))
        #expect(try again.cosigned(of: log.origin) == [cosigned])
        // Made by the version before, it is none that is new; what is taken in later is.
        let changes = try again.cosignedChanges()[log.origin] ?? 0
        try again.close()
        try LogSchemaSteps.undo(to: 4, path: path)
        let last = try SQLiteLogStore(path: path)
        #expect(try last.cosigned(of: log.origin) == [cosigned])
        func new() throws -> [TreeSize] {
            try last.cosigned(of: log.origin, cosigners: 1, changedAfter: changes).map(\.size)
        }
        #expect(try new().isEmpty)
        signed = try SignedCheckpoint(note: log.checkpoint(at: 200).note)
        signed.add(witness.sign(text: signed.note.text, timestamp: 4))
        try last.keep(
            CosignedCheckpoint(
                try signed.verified(by: log.key), cosigners: [witness.verifierKey]),
            of: log.origin, durability: .atReturn)
        #expect(try new() == [200])
        try last.close()
    }

    @Test("a record from before claims had proofs keeps its claims, and what was set aside of them")
    func claims() throws {
        let folder = try TemporaryFolder()
        let path = folder.file(SQLiteLogStore.fileName)
        let log = try WrittenLog(entries: 3)
        func claim(
            _ member: String, _ kind: OwnLogClaim.Kind, _ proof: VerifiedCheckpoint? = nil
        ) -> OwnLogClaim {
            OwnLogClaim(
                origin: log.origin, claimedBy: MemberID(unchecked: member), kind: kind, size: 2,
                at: 1, proof: proof.map { CheckpointRecord($0) })
        }
        let store = try SQLiteLogStore(path: path)
        try store.record(claim("hub", .differs))
        try store.setAside(claimsAbout: log.origin)
        try store.record(claim("brand", .ahead))
        let before = try store.ownLogClaims()
        try store.close()
        try LogSchemaSteps.undo(to: 5, path: path)
        let again = try SQLiteLogStore(path: path)
        #expect(try again.ownLogClaims() == before)
        #expect(before.map(\.isSetAside) == [false, true])
        let proven = claim("hub", .differs, try log.checkpoint(at: 2, root: .zero))
        #expect(try again.record(proven))
        #expect(try again.ownLogClaims() == [claim("brand", .ahead), proven])
        try again.close()
        let last = try SQLiteLogStore(path: path)
        #expect(try last.ownLogClaims() == [claim("brand", .ahead), proven])
        try last.close()
    }
}
