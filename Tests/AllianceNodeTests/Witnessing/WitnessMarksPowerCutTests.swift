import AllianceNames
import AllianceNode
import Foundation
import NodeAPI
import Replication
import SQLiteStore
import Synchronization
import Testing
import TransparencyLog

/// Marks after the power has gone while they were written: not there, cut off, torn in sectors, or whole.
@Suite("Witness marks after a power cut") struct WitnessMarksPowerCutTests {
    /// The disk of this machine, and what a power cut in one of its writes might have left of the file.
    private final class WatchedDisk: FileDisk {
        private let left = Mutex<[[UInt8]]>([])
        private let disk = SystemDisk()

        /// What the writes since the last time might have left.
        func takeLeft() -> [[UInt8]] {
            left.withLock { left in
                defer { left = [] }
                return left
            }
        }

        private func content(_ path: String) -> [UInt8] {
            (try? Data(contentsOf: URL(filePath: path))).map { [UInt8]($0) } ?? []
        }

        func put(
            _ bytes: [UInt8], at offset: Int, isEnd: Bool, of path: String
        ) throws(FileDiskError) {
            let before = Array(content(path).prefix(offset))
            var states = stride(from: 0, through: bytes.count, by: 61).map {
                before + bytes.prefix($0)
            }
            states += [before + bytes.dropLast(), before + bytes]
            let whole = before + bytes
            for sector in offset / 512...max(offset, whole.count - 1) / 512 {
                var torn = whole
                for place in offset..<whole.count where place / 512 == sector { torn[place] = 0 }
                states.append(torn)
            }
            left.withLock { [states] in $0 += states }
            try disk.put(bytes, at: offset, isEnd: isEnd, of: path)
        }

        func replace(_ path: String, with bytes: [UInt8]) throws(FileDiskError) {
            let before = content(path)
            left.withLock { $0 += before.isEmpty ? [bytes] : [before, bytes] }
            try disk.replace(path, with: bytes)
        }

        func sync(_ path: String) throws(FileDiskError) { try disk.sync(path) }
    }

    private func isTaken(_ witness: StoredWitness, _ body: [UInt8]) throws -> Bool {
        guard case .cosigned = try witness.addCheckpoint(body) else { return false }
        return true
    }

    @Test(
        "whatever is left of them, what was cosigned is not cosigned otherwise, and what was not is"
    )
    func cut() throws {
        let world = try WitnessWorld()
        let (folder, disk) = (try WitnessMarksFolder(), WatchedDisk())
        let log = LeafLog(try world.logSigner(), entries: 20)
        let store = try SQLiteLogStore(path: folder.record)
        // So small that all is written anew now and then.
        let marks = folder.marksFile(disk: disk, bytesMax: 1_600)
        let witness = try world.witness(store: store, marks: marks)
        var (size, states) = (0, 0)
        for next in [1, 2, 4, 5, 9, 12, 17] {
            #expect(try isTaken(witness, log.request(from: size, to: next)))
            for left in disk.takeLeft() {
                states += 1
                let found = try WitnessMarksFolder()
                // What is in the record was there before the marks were written.
                for name in try FileManager.default.contentsOfDirectory(atPath: folder.path)
                where name.hasPrefix(SQLiteLogStore.fileName) {
                    try FileManager.default.copyItem(
                        atPath: "\(folder.path)/\(name)", toPath: "\(found.path)/\(name)")
                }
                try found.write(left)
                let marked = try found.marksFile().mark(of: world.origin())?.state
                #expect(marked?.size ?? 0 >= size, "\(size) to \(next), \(left.count) bytes")
                #expect(try WitnessMarksFile.check(found.marks) == [])
                let again = try SQLiteLogStore(path: found.record)
                let restarted = try world.witness(
                    store: again, marks: found.marksFile(boot: "two"))
                #expect(try isTaken(restarted, log.request(from: next, to: 20)))
                try again.close()
                #expect(
                    try found.marksFile(boot: "three").mark(of: world.origin())?.state.size == 20)
            }
            size = next
        }
        #expect(states > 40)
        try store.close()
    }
}
