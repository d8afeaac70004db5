import AllianceNames
import GRDB
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
        // As the version before left it.
        let queue = try DatabaseQueue(path: path)
        try queue.write { db in
            for table in [
                "cosigned", "cosigned_logs", "witness", "own_log_claims", "own_log_comparisons",
            ] {
                try db.execute(sql: "DROP TABLE \(table)")
            }
            try db.execute(
                sql: "PRAGMA user_version = \(SQLiteLogStore.file.version - 1)")
        }
        try queue.close()
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
        try again.close()
    }
}
