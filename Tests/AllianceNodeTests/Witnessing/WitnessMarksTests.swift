import AllianceNames
import AllianceNode
import Foundation
import NodeAPI
import Peering
import Replication
import SQLiteStore
import Testing
import TransparencyLog

/// A witness whose record, or whose whole folder, is put back to an old copy.
@Suite struct WitnessMarksTests {
    private let folder: Folder
    private let world: WitnessWorld

    /// The folder of a witness: its record, its marks, and what its machine remembers, each of which can be put back.
    private final class Folder: Sendable {
        let path = FileManager.default.temporaryDirectory.appending(
            path: "marks-\(UUID().uuidString)"
        ).path()

        init() throws {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true)
        }

        deinit { try? FileManager.default.removeItem(atPath: path) }

        var record: String { "\(path)/\(SQLiteLogStore.fileName)" }
        var marks: String { "\(path)/witness.marks" }
        var memory: String { "\(path)/memory" }

        /// As another process has them.
        func marksFile(boot: String = "one") -> WitnessMarksFile {
            WitnessMarksFile(path: marks, memory: memory, boot: boot)
        }

        func copy(_ file: String) throws {
            try FileManager.default.copyItem(atPath: file, toPath: file + ".old")
        }

        func putBack(_ file: String) throws {
            try FileManager.default.removeItem(atPath: file)
            try FileManager.default.moveItem(atPath: file + ".old", toPath: file)
        }
    }

    init() throws {
        folder = try Folder()
        world = try WitnessWorld()
    }

    /// Opens the record, hands the witness on it to `body`, and closes it.
    private func run<Result>(
        boot: String = "one", _ body: (StoredWitness, SQLiteLogStore) throws -> Result
    ) throws -> Result {
        let store = try SQLiteLogStore(path: folder.record)
        defer { try? store.close() }
        let witness = try world.witness(store: store, marks: folder.marksFile(boot: boot))
        return try body(witness, store)
    }

    private func status(_ witness: StoredWitness, _ body: [UInt8]) throws -> Int {
        do {
            if case .conflict = try witness.addCheckpoint(body) { return 409 }
            return 200
        } catch let problem as PeerProblem {
            return problem.status
        }
    }

    /// Cosigns size 3, has `copy` put aside what is to go back, cosigns size 7 and puts it back.
    private func goBack(_ log: LeafLog, _ files: [String]) throws {
        try run { witness, _ throws in
            #expect(try status(witness, log.request(from: 0, to: 3)) == 200)
        }
        for file in files { try folder.copy(file) }
        try run { witness, _ throws in
            #expect(try status(witness, log.request(from: 3, to: 7)) == 200)
        }
        for file in files { try folder.putBack(file) }
    }

    @Test(
        "a record that was put back, or the whole folder while the machine runs, has no second history cosigned, and the first goes on",
        arguments: [false, true])
    func putBack(wholeFolder: Bool) throws {
        let log = LeafLog(try world.logSigner(), entries: 9)
        let fork = LeafLog(
            try world.logSigner(),
            leaves: log.leaves.prefix(3) + LeafLog(log.signer, entries: 9, branch: 1).leaves)
        try goBack(log, wholeFolder ? [folder.record, folder.marks] : [folder.record])
        try run { witness, store throws in
            #expect(try store.witnessRecord(of: world.origin())?.state.size == 3)
            #expect(
                try witness.addCheckpoint(fork.request(from: 3, to: 7)) == .conflict(7))
            #expect(try status(witness, fork.request(from: 7, to: 9)) == 422)
            // Nor does it say that the old one still is the largest.
            let shown = try #require(try witness.cosigned(world.origin()))
            #expect(try SignedCheckpoint(parsing: shown).checkpoint.size == 7)
            #expect(try status(witness, log.request(from: 7, to: 9)) == 200)
            #expect(try store.witnessRecord(of: world.origin())?.state.size == 9)
        }
    }

    @Test("without the marks an old copy of the record is not noticed: what they are for")
    func withoutMarks() throws {
        let log = LeafLog(try world.logSigner(), entries: 9)
        try goBack(log, [folder.record])
        try FileManager.default.removeItem(atPath: folder.marks)
        try run { witness, _ throws in
            #expect(try witness.addCheckpoint(log.request(from: 7, to: 9)) == .conflict(3))
        }
    }

    @Test("at start the record is brought up to the marks, and it is told how much it lacked")
    func broughtUp() throws {
        let log = LeafLog(try world.logSigner(), entries: 9)
        try goBack(log, [folder.record])
        let origin = world.origin()
        let store = try SQLiteLogStore(path: folder.record)
        let marks = folder.marksFile()
        let witness = MarkedWitness(store: store, marks: marks)
        #expect(try marks.lastPutBack() == nil)
        #expect(try witness.catchUp(at: 17) == [origin])
        #expect(try store.witnessRecord(of: origin)?.state.size == 7)
        #expect(try marks.lastPutBack() == WitnessPutBack(at: 17, logs: 1))
        #expect(try witness.catchUp(at: 18) == [])
        #expect(try folder.marksFile().lastPutBack() == WitnessPutBack(at: 17, logs: 1))
        try store.close()
    }

    @Test("what was cosigned before there were marks is marked at the first start")
    func seeded() throws {
        let log = LeafLog(try world.logSigner(), entries: 9)
        let store = try SQLiteLogStore(path: folder.record)
        _ = try world.witness(store: store).addCheckpoint(log.request(from: 0, to: 7))
        #expect(try MarkedWitness(store: store, marks: folder.marksFile()).catchUp(at: 1) == [])
        try store.close()
        #expect(try folder.marksFile().mark(of: world.origin())?.state.size == 7)
    }

    @Test("a crash between record and mark locks nothing up: the record is ahead, and counts")
    func crashed() throws {
        let log = LeafLog(try world.logSigner(), entries: 9)
        try run { witness, _ throws in
            #expect(try status(witness, log.request(from: 0, to: 3)) == 200)
        }
        // The line was not written, or broke off.
        try folder.copy(folder.marks)
        try run { witness, _ throws in
            #expect(try status(witness, log.request(from: 3, to: 7)) == 200)
        }
        let whole = try Data(contentsOf: URL(filePath: folder.marks))
        let before = try Data(contentsOf: URL(filePath: folder.marks + ".old"))
        try #require(before.count < whole.count)
        for length in before.count..<whole.count {
            try whole.prefix(length).write(to: URL(filePath: folder.marks))
            // With the power gone, the memory is gone too.
            #expect(
                try folder.marksFile(boot: "\(length)").mark(of: world.origin())?.state.size == 3)
        }
        try run(boot: "two") { witness, _ throws in
            #expect(try witness.addCheckpoint(log.request(from: 3, to: 9)) == .conflict(7))
            #expect(try status(witness, log.request(from: 7, to: 9)) == 200)
        }
        #expect(try folder.marksFile(boot: "two").mark(of: world.origin())?.state.size == 9)
    }

    @Test("marks with a bit turned over before the last line are refused, and nothing is cosigned")
    func damaged() throws {
        let log = LeafLog(try world.logSigner(), entries: 9)
        try goBack(log, [])
        let whole = try [UInt8](Data(contentsOf: URL(filePath: folder.marks)))
        let last = try #require(whole.dropLast().lastIndex(of: 0x0A))
        try #require(WitnessMarkLines.headerBytes < last)
        for place in stride(from: WitnessMarkLines.headerBytes, to: last, by: 7) {
            var flipped = whole
            flipped[place] ^= 1
            try Data(flipped).write(to: URL(filePath: folder.marks))
            try run(boot: "\(place)") { witness, _ throws in
                #expect(try status(witness, log.request(from: 7, to: 9)) == 503, "\(place)")
            }
        }
        try Data(whole).write(to: URL(filePath: folder.marks))
        try run(boot: "last") { witness, _ throws in
            #expect(try status(witness, log.request(from: 7, to: 9)) == 200)
        }
    }

    @Test("a record with another root than the mark of the same size is cosigned on with neither")
    func contradicts() throws {
        let log = LeafLog(try world.logSigner(), entries: 9)
        try goBack(log, [])
        let other = WitnessState(size: 7, root: MerkleHash.leaf([1]))
        try run { witness, store throws in
            _ = try store.advanceWitness(of: world.origin(), note: "") { _ in other }
            #expect(try status(witness, log.request(from: 7, to: 9)) == 503)
            #expect(throws: WitnessMarksError.contradicts(origin: world.origin(), size: 7)) {
                try MarkedWitness(store: store, marks: folder.marksFile()).catchUp(at: 1)
            }
        }
    }

    @Test("marks that have been outdone make room, and two processes see each other's")
    func tidied() throws {
        let origin = world.origin()
        let note = String(repeating: "note ", count: 2_000)
        let marks = [folder.marksFile(), folder.marksFile()]
        for size in 1...300 as ClosedRange<TreeSize> {
            let state = WitnessState(size: size, root: MerkleHash.leaf([]))
            _ = try marks[Int(size) % 2].advance(origin) { mark in
                #expect(mark?.state.size ?? 0 == size - 1)
                return WitnessRecord(state: state, noteText: note)
            }
        }
        let bytes = try Data(contentsOf: URL(filePath: folder.marks)).count
        #expect(bytes <= WitnessMarksFile.tidyBytesMin + 2 * note.utf8.count)
        #expect(try folder.marksFile(boot: "two").mark(of: origin)?.state.size == 300)
        try FileManager.default.removeItem(atPath: folder.memory)
        #expect(try folder.marksFile().mark(of: origin)?.state.size == 300)
    }
}
