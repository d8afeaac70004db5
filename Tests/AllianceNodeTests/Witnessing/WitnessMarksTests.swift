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
    private let folder: WitnessMarksFolder
    private let world: WitnessWorld

    init() throws {
        folder = try WitnessMarksFolder()
        world = try WitnessWorld()
    }

    /// Opens the record, hands the witness on it to `body`, and closes it.
    private func run<Result>(
        boot: String = "one", disk: any FileDisk = SystemDisk(),
        _ body: (StoredWitness, SQLiteLogStore) throws -> Result
    ) throws -> Result {
        let store = try SQLiteLogStore(path: folder.record)
        defer { try? store.close() }
        let witness = try world.witness(
            store: store, marks: folder.marksFile(boot: boot, disk: disk))
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
        #expect(try marks.all().putBack == nil)
        #expect(try witness.catchUp(at: 17) == [origin])
        #expect(try store.witnessRecord(of: origin)?.state.size == 7)
        #expect(try marks.all().putBack == WitnessPutBack(at: 17, logs: 1))
        #expect(try witness.standing() == WitnessStanding(putBack: .init(at: 17, logs: 1)))
        #expect(try witness.catchUp(at: 18) == [])
        #expect(try folder.marksFile().all().putBack == WitnessPutBack(at: 17, logs: 1))
        // Told without the file from now on.
        try FileManager.default.removeItem(atPath: folder.marks)
        #expect(try witness.standing().putBack == WitnessPutBack(at: 17, logs: 1))
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

    @Test(
        "marks with a bit turned over are refused: nothing is cosigned of the log, nor anything said of it"
    )
    func damaged() throws {
        let log = LeafLog(try world.logSigner(), entries: 9)
        try goBack(log, [])
        let whole = try folder.bytes()
        let last = try #require(whole.dropLast().lastIndex(of: 0x0A))
        try #require(WitnessMarkLines.headerBytes < last)
        for place in stride(from: WitnessMarkLines.headerBytes, to: whole.count, by: 7) {
            var flipped = whole
            flipped[place] ^= 1
            try folder.write(flipped)
            guard place > last else {
                // Outdone by the last line, where it is sure that nothing else is lost.
                let mark = Result {
                    try folder.marksFile(boot: "\(place)").mark(of: world.origin())
                }
                if case .success(let record) = mark { #expect(record?.state.size == 7) }
                continue
            }
            try run(boot: "\(place)") { witness, _ throws in
                #expect(try status(witness, log.request(from: 7, to: 9)) == 503, "\(place)")
                let problem = #expect(throws: PeerProblem.self) {
                    try witness.cosigned(world.origin())
                }
                #expect(problem?.status == 503, "\(place)")
                #expect(problem?.keyword.hasPrefix("witness-mark") == true, "\(place)")
                #expect(problem?.detail.contains(folder.path) == false)
            }
        }
        try folder.write(whole)
        try run(boot: "last") { witness, _ throws in
            #expect(try status(witness, log.request(from: 7, to: 9)) == 200)
        }
    }

    /// Has the author's log cosigned up to size 7, and then that of `w2`.
    private func cosignTwo() throws -> (log: LeafLog, other: LeafLog) {
        let log = LeafLog(try world.logSigner(), entries: 9)
        let other = LeafLog(try world.logSigner("w2"), entries: 9)
        try run { witness, _ throws in
            #expect(try status(witness, log.request(from: 0, to: 7)) == 200)
            #expect(try status(witness, other.request(from: 0, to: 7)) == 200)
        }
        return (log, other)
    }

    @Test("a damaged mark stops the log that it is of, whatever is written, until it is put back")
    func damagedOne() throws {
        let (log, other) = try cosignTwo()
        let whole = try folder.bytes()
        // The first root.
        let line = Array("cosigned \(world.origin()) 7 ".utf8)
        let root = try #require(whole.firstRange(of: line)).upperBound
        var flipped = whole
        flipped[root] ^= 1
        try folder.write(flipped)
        let fault = WitnessMarksError.logDamaged(origin: world.origin(), path: folder.marks)
        #expect(try WitnessMarksFile.check(folder.marks) == [fault])
        // Of the other start nobody remembers it.
        try run(boot: "two") { witness, store throws in
            #expect(try status(witness, log.request(from: 7, to: 9)) == 503)
            #expect(throws: PeerProblem.self) { try witness.cosigned(world.origin()) }
            #expect(try status(witness, other.request(from: 7, to: 8)) == 200)
            #expect(try witness.cosigned(world.origin(of: "w2")) != nil)
            let marked = MarkedWitness(store: store, marks: folder.marksFile(boot: "two"))
            #expect(try marked.catchUp(at: 1) == [])
            #expect(try marked.standing() == WitnessStanding(faults: [world.origin(): fault]))
        }
        // Also once all was written anew, by somebody who has marked more of the other.
        let record = WitnessRecord(
            state: WitnessState(size: 8, root: MerkleHash.leaf([])), noteText: "")
        try folder.marksFile(boot: "two").raise([world.origin(of: "w3"): record])
        #expect(try WitnessMarksFile.check(folder.marks) == [fault])
        try run(boot: "three") { witness, _ throws in
            #expect(try status(witness, log.request(from: 7, to: 9)) == 503)
            #expect(try status(witness, other.request(from: 8, to: 9)) == 200)
            try folder.write(whole)
            #expect(try status(witness, log.request(from: 7, to: 9)) == 200)
        }
        #expect(try WitnessMarksFile.check(folder.marks) == [])
        #expect(try folder.marksFile(boot: "four").all().marks.count == 3)
    }

    @Test("damaged marks that are put back as they were are believed again by the node that runs")
    func putBackAsTheyWere() throws {
        let (log, _) = try cosignTwo()
        let whole = try folder.bytes()
        var flipped = whole
        flipped[WitnessMarkLines.headerBytes + 50] ^= 1
        try folder.write(flipped)
        try run(boot: "two") { witness, _ throws in
            for _ in 0..<2 {
                #expect(try status(witness, log.request(from: 7, to: 9)) == 503)
            }
            try folder.write(whole)
            #expect(try status(witness, log.request(from: 7, to: 9)) == 200)
        }
    }

    @Test("a full disk lets no checkpoint be shown that is not marked")
    func fullDiskShowsNothing() throws {
        let log = LeafLog(try world.logSigner(), entries: 9)
        let disk = FailingDisk()
        try run(boot: "one", disk: disk) { witness, store throws in
            #expect(try status(witness, log.request(from: 0, to: 7)) == 200)
            disk.fail(.full)
            #expect(try status(witness, log.request(from: 7, to: 9)) == 503)
            // The record has it, and the mark has not.
            #expect(try store.witnessRecord(of: world.origin())?.state.size == 9)
            #expect(throws: PeerProblem.self) { try witness.cosigned(world.origin()) }
            disk.fail(nil)
            let shown = try #require(try witness.cosigned(world.origin()))
            #expect(String(decoding: shown, as: UTF8.self).contains("\n9\n"))
            #expect(
                try folder.marksFile(boot: "two").mark(of: world.origin())?.state.size == 9)
        }
    }

    @Test("what the machine remembers mends a damaged mark")
    func mended() throws {
        let (log, _) = try cosignTwo()
        var flipped = try folder.bytes()
        flipped[WitnessMarkLines.headerBytes + 50] ^= 1
        try folder.write(flipped)
        #expect(try !WitnessMarksFile.check(folder.marks).isEmpty)
        try run { witness, _ throws in
            #expect(try status(witness, log.request(from: 7, to: 9)) == 200)
        }
        #expect(try WitnessMarksFile.check(folder.marks) == [])
    }

    @Test("a record with another root than the mark of the same size is cosigned on with neither")
    func contradicts() throws {
        let (log, other) = try cosignTwo()
        let state = WitnessState(size: 7, root: MerkleHash.leaf([1]))
        let fault = WitnessMarksError.contradicts(origin: world.origin(), size: 7)
        try run { witness, store throws in
            _ = try store.advanceWitness(of: world.origin(), note: "") { _ in state }
            _ = try store.advanceWitness(of: world.origin(of: "w2"), note: "") { _ in
                WitnessState(size: 3, root: MerkleHash.leaf([]))
            }
            // The other one is brought up, and goes on.
            let marked = MarkedWitness(store: store, marks: folder.marksFile())
            #expect(try marked.catchUp(at: 1) == [world.origin(of: "w2")])
            #expect(try marked.standing().faults == [world.origin(): fault])
            #expect(throws: fault) { try marked.witnessRecord(of: world.origin()) }
            #expect(throws: PeerProblem.self) { try witness.cosigned(world.origin()) }
            #expect(try status(witness, log.request(from: 7, to: 9)) == 503)
            #expect(try status(witness, other.request(from: 7, to: 9)) == 200)
            // It is found where nobody has looked before, too.
            let fresh = MarkedWitness(store: store, marks: folder.marksFile())
            #expect(try fresh.standing().errors == [fault])
        }
    }

    @Test("copies of one folder that have cosigned two histories stop the log, on both")
    func twoRoots() throws {
        let (log, other) = try cosignTwo()
        let (origin, path) = (world.origin(), folder.path + "/copy.marks")
        try FileManager.default.copyItem(atPath: folder.marks, toPath: path)
        func advance(_ marks: WitnessMarksFile, _ root: UInt8) throws {
            let state = WitnessState(size: 9, root: MerkleHash.leaf([root]))
            _ = try marks.advance(origin) { _ in WitnessRecord(state: state, noteText: "") }
        }
        // On another machine, which is where the copy comes from.
        try advance(WitnessMarksFile(path: path, memory: "elsewhere", boot: "one"), 1)
        try advance(folder.marksFile(), 2)
        let copy = WitnessMarksFile(path: path, memory: folder.memory, boot: "one")
        let fault = WitnessMarksError.twoRoots(origin: origin, size: 9)
        #expect(throws: fault) { try copy.mark(of: origin) }
        try run { witness, _ throws in
            #expect(try status(witness, log.request(from: 7, to: 9)) == 503)
            #expect(try status(witness, other.request(from: 7, to: 9)) == 200)
        }
        #expect(try WitnessMarksFile.check(folder.marks) == [fault])
    }

    @Test(
        "what could not be written is not taken for marked, however often it is tried",
        arguments: FailingDisk.Fault.allCases)
    func diskFails(fault: FailingDisk.Fault) throws {
        let (origin, other) = (world.origin(), world.origin(of: "w2"))
        func record(_ size: TreeSize) -> WitnessRecord {
            WitnessRecord(
                state: WitnessState(size: size, root: MerkleHash.leaf([UInt8(size)])),
                noteText: "note")
        }
        // A line that is added, all that is written anew for want of room, and what is marked at start.
        let anew = 600
        for (number, bytesMax) in [anew, 1 << 20, 1 << 20].enumerated() {
            let folder = try WitnessMarksFolder()
            let disk = FailingDisk()
            let marks = folder.marksFile(disk: disk, bytesMax: bytesMax)
            for size in [1, 2, 3] as [TreeSize] {
                _ = try marks.advance(origin) { _ in record(size) }
            }
            disk.fail(fault)
            for _ in 0..<3 {
                let failure = #expect(throws: WitnessMarksError.self) {
                    if number == 2 {
                        try marks.raise([origin: record(4)])
                    } else {
                        _ = try marks.advance(origin) { _ in record(4) }
                    }
                }
                #expect(failure?.keyword == "witness-marks-failed")
            }
            disk.fail(nil)
            guard fault == .full else {
                // Nobody knows what is there, so this process writes nothing more.
                #expect(throws: WitnessMarksError.self) {
                    try marks.advance(other) { _ in record(1) }
                }
                continue
            }
            #expect(try marks.mark(of: origin) == record(3))
            #expect(try marks.advance(origin) { _ in record(4) } == record(4))
            #expect(try folder.marksFile(boot: "two").mark(of: origin) == record(4))
        }
    }

    @Test("a file that was put back is brought up once the disk is no longer full")
    func diskFullAtPutBack() throws {
        let log = LeafLog(try world.logSigner(), entries: 9)
        try goBack(log, [folder.marks])
        let disk = FailingDisk()
        let marks = folder.marksFile(disk: disk)
        disk.fail(.full)
        for _ in 0..<3 {
            #expect(throws: WitnessMarksError.self) { try marks.mark(of: world.origin()) }
        }
        disk.fail(nil)
        #expect(try marks.mark(of: world.origin())?.state.size == 7)
        #expect(try folder.marksFile(boot: "two").mark(of: world.origin())?.state.size == 7)
    }

    @Test("a memory that lacks a line is given it by whoever next has the file in hand")
    func memoryLacks() throws {
        let log = LeafLog(try world.logSigner(), entries: 9)
        try run { witness, _ throws in
            #expect(try status(witness, log.request(from: 0, to: 3)) == 200)
        }
        let memory = try folder.memoryFile()
        for file in [folder.record, folder.marks, memory] { try folder.copy(file) }
        try run { witness, _ throws in
            #expect(try status(witness, log.request(from: 3, to: 7)) == 200)
        }
        // As where the process ended between the file and the memory.
        try folder.putBack(memory)
        #expect(try folder.marksFile().mark(of: world.origin())?.state.size == 7)
        for file in [folder.record, folder.marks] { try folder.putBack(file) }
        try run { witness, _ throws in
            #expect(try witness.addCheckpoint(log.request(from: 3, to: 9)) == .conflict(7))
        }
    }

    @Test("who cannot have the marks in hand says so after a while, and cosigns nothing")
    func held() throws {
        let (log, _) = try cosignTwo()
        for (file, keyword) in [
            (folder.marks + ".lock", "witness-marks-locked"),
            (try folder.memoryFile(), "witness-marks-locked"),
        ] {
            let other = try #require(FileHandle(forUpdatingAtPath: file))
            #expect(flock(other.fileDescriptor, LOCK_EX) == 0)
            let marks = folder.marksFile(waitSeconds: 0)
            #expect(throws: WitnessMarksError.locked(path: folder.marks, seconds: 0)) {
                try marks.mark(of: world.origin())
            }
            let store = try SQLiteLogStore(path: folder.record)
            let witness = try world.witness(store: store, marks: marks)
            let problem = #expect(throws: PeerProblem.self) {
                try witness.addCheckpoint(log.request(from: 7, to: 9))
            }
            #expect(problem?.status == 503 && problem?.keyword == keyword)
            try other.close()
            #expect(try marks.mark(of: world.origin())?.state.size == 7)
            #expect(try status(witness, log.request(from: 7, to: 7)) == 200)
            try store.close()
        }
    }

    @Test("what was shown a moment ago is shown again while another holds the marks")
    func shownWhileHeld() throws {
        let (log, _) = try cosignTwo()
        let store = try SQLiteLogStore(path: folder.record)
        let witness = try world.witness(
            store: store, marks: folder.marksFile(waitSeconds: 0))
        let shown = try witness.cosigned(world.origin())
        let other = try #require(FileHandle(forUpdatingAtPath: folder.marks + ".lock"))
        #expect(flock(other.fileDescriptor, LOCK_EX) == 0)
        #expect(try shown != nil && witness.cosigned(world.origin()) == shown)
        try other.close()
        #expect(try status(witness, log.request(from: 7, to: 9)) == 200)
        #expect(try witness.cosigned(world.origin()) != shown)
        try store.close()
    }

    @Test("marks grow to their limit and no further, and are there then")
    func limited() throws {
        let bytesMax = 2_000
        let marks = folder.marksFile(bytesMax: bytesMax)
        func mark(_ number: Int, _ size: TreeSize) throws {
            let origin = LogOrigin(
                alliance: world.alliance, channel: .alliance,
                member: MemberID(unchecked: "m\(number)"), epoch: Epoch(1))
            let state = WitnessState(size: size, root: MerkleHash.leaf([]))
            _ = try marks.advance(origin) { _ in WitnessRecord(state: state, noteText: "note") }
        }
        for size in 1...100 as ClosedRange<TreeSize> { try mark(0, size) }
        var number = 1
        let full = WitnessMarksError.failed(
            path: folder.marks, reason: "it has no room for more than 2000 bytes")
        while true {
            do {
                try mark(number, 1)
                number += 1
            } catch let error as WitnessMarksError {
                #expect(error == full)
                break
            }
        }
        #expect(try folder.bytes().count <= bytesMax && number > 5)
        #expect(try folder.marksFile(boot: "two", bytesMax: bytesMax).all().marks.count == number)
    }

    @Test("a record that was put back again is told, also by a clock that was ahead before")
    func putBackAgain() throws {
        let marks = folder.marksFile()
        try marks.note(WitnessPutBack(at: 90, logs: 1))
        try marks.note(WitnessPutBack(at: 20, logs: 5))
        #expect(try marks.all().putBack == WitnessPutBack(at: 91, logs: 5))
        #expect(try folder.marksFile().all().putBack == WitnessPutBack(at: 91, logs: 5))
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
