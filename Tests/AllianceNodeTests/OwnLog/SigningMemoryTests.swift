import AllianceNames
import AllianceNode
import Foundation
import Replication
import Synchronization
import Testing
import TransparencyLog

/// A folder that goes back as a whole, its fence included.
@Suite("What a machine remembers of its signatures")
struct SigningMemoryTests {
    private func fence(_ home: OwnLogFixture, memory: String? = nil) throws -> SigningFence {
        try SigningFence(
            path: home.fencePath, memory: memory ?? SigningMemory.systemFolder)
    }

    private func log(_ home: OwnLogFixture, _ store: any LogStore, _ fence: SigningFence)
        -> FencedLog
    {
        FencedLog(store: store, fence: fence, key: home.key)
    }

    @Test(
        "a fence that is begun once more, as by a handover's note over a folder put back, forgets nothing"
    )
    func begunAgain() throws {
        let home = try OwnLogFixture()
        defer { home.remove() }
        let (id, path) = (FenceID(), home.fencePath + ".standby")
        let first = try SigningFence.begin(id, at: path, marks: [:], isConfirmed: true)
        _ = try log(home, InMemoryLogStore(), first).append(OwnLogFixture.batch(4), to: home.origin)
        try FileManager.default.removeItem(atPath: path)
        #expect(
            throws: OwnLogError.folderWentBack(origin: home.origin, signed: 4, fence: nil)
        ) { try SigningFence.begin(id, at: path, marks: [:], isConfirmed: true) }
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test("a fence that is begun by a handover waits until somebody was asked how far the logs go")
    func begunByHandover() throws {
        let home = try OwnLogFixture()
        defer { home.remove() }
        let fence = try SigningFence.begin(
            FenceID(), at: home.fencePath + ".standby", marks: [:], isConfirmed: false)
        let log = log(home, InMemoryLogStore(), fence)
        #expect(throws: OwnLogError.unconfirmed(origin: home.origin)) {
            try log.append(OwnLogFixture.batch(1), to: home.origin)
        }
        try log.confirm(home.origin)
        _ = try log.append(OwnLogFixture.batch(1), to: home.origin)
    }

    @Test("a folder that was put back, fence and all, signs nothing where it has signed on")
    func wentBack() throws {
        let home = try OwnLogFixture()
        defer { home.remove() }
        _ = try home.log().append(OwnLogFixture.batch(4), to: home.origin)
        let old = try Data(contentsOf: URL(fileURLWithPath: home.fencePath))
        _ = try home.log().append(OwnLogFixture.batch(3), to: home.origin)
        try old.write(to: URL(fileURLWithPath: home.fencePath))
        let restored = try home.backup(at: 4)
        let expected = OwnLogError.folderWentBack(origin: home.origin, signed: 7, fence: 4)
        #expect(throws: expected) {
            try home.log(in: restored).append(OwnLogFixture.batch(1), to: home.origin)
        }
        #expect(throws: expected) { try home.log(in: restored).recover(home.origin) }
        // Not even somebody's word that others know no more helps: this machine knows better.
        try home.log(in: restored).confirm(home.origin)
        #expect(throws: expected) {
            try home.log(in: restored).append(OwnLogFixture.batch(1), to: home.origin)
        }
        #expect(try restored.state(of: home.origin)?.served?.size == 4)
        // Once the log was pulled back it goes on behind it.
        let recovered = try home.backup(at: 7)
        try home.log(in: recovered).takeBack(home.origin)
        let written = try home.log(in: recovered).append(OwnLogFixture.batch(1), to: home.origin)
        #expect(written.indexes == 7..<8)
    }

    @Test("after a start of the machine a log waits until somebody was asked")
    func unconfirmed() throws {
        let home = try OwnLogFixture()
        defer { home.remove() }
        _ = try home.log().append(OwnLogFixture.batch(4), to: home.origin)
        try SigningMemory.forget(fenceAt: home.fencePath)
        let log = log(home, home.store, try fence(home))
        #expect(throws: OwnLogError.unconfirmed(origin: home.origin)) {
            try log.append(OwnLogFixture.batch(1), to: home.origin)
        }
        #expect(try !log.isConfirmed(home.origin))
        try log.confirm(home.origin)
        #expect(try log.isConfirmed(home.origin))
        _ = try log.append(OwnLogFixture.batch(1), to: home.origin)
        // For all processes of this machine, and no other log.
        #expect(try home.log().isConfirmed(home.origin))
        let other = LogOrigin(
            alliance: home.origin.alliance, channel: .init(unchecked: "luxury"),
            member: home.origin.member, epoch: home.origin.epoch)
        #expect(try !home.log().isConfirmed(other))
    }

    /// A machine whose wall clock is set against the time since its start.
    private final class SetClock: Sendable {
        private let startedAt = Mutex<Int64>(1_790_000_000_000)
        var clocks: MachineClocks { MachineClocks { self.startedAt.withLock { $0 } } }
        func step(seconds: Double) { startedAt.withLock { $0 += Int64(seconds * 1_000) } }
    }

    @Test(
        "a machine that was put back with its memory, and whose clock was set since, asks before it signs",
        arguments: ["memory", "/dev/null/none"])
    func steppedClock(memory: String) throws {
        let home = try OwnLogFixture()
        defer { home.remove() }
        let clock = SetClock()
        func open() throws -> FencedLog {
            let fence = try SigningFence(
                path: home.fencePath, memory: memory, clocks: clock.clocks)
            return log(home, home.store, fence)
        }
        // Of a running process: what it has asked itself went back with it.
        let running = try open()
        try running.confirm(home.origin)
        _ = try running.append(OwnLogFixture.batch(4), to: home.origin)
        for step in [3_600.0, -20, 5] {
            // What a leap second and slow reading make is none.
            clock.step(seconds: 1)
            clock.step(seconds: -1)
            #expect(try running.isConfirmed(home.origin))
            clock.step(seconds: step)
            #expect(throws: OwnLogError.unconfirmed(origin: home.origin)) {
                try running.append(OwnLogFixture.batch(1), to: home.origin)
            }
            #expect(try !open().isConfirmed(home.origin))
            // One answer is enough, as after a start of the machine.
            try running.confirm(home.origin)
            _ = try running.append(OwnLogFixture.batch(1, from: 10), to: home.origin)
        }
        #expect(try home.store.state(of: home.origin)?.served?.size == 7)
    }

    @Test("a clock that was set does not have the memory forget what was signed")
    func steppedMarks() throws {
        let home = try OwnLogFixture()
        defer { home.remove() }
        let clock = SetClock()
        func open(_ store: any LogStore) throws -> FencedLog {
            let fence = try SigningFence(
                path: home.fencePath, memory: "memory", clocks: clock.clocks)
            return log(home, store, fence)
        }
        try open(home.store).confirm(home.origin)
        _ = try open(home.store).append(OwnLogFixture.batch(4), to: home.origin)
        let old = try Data(contentsOf: URL(fileURLWithPath: home.fencePath))
        _ = try open(home.store).append(OwnLogFixture.batch(3), to: home.origin)
        try old.write(to: URL(fileURLWithPath: home.fencePath))
        clock.step(seconds: 60)
        #expect(
            throws: OwnLogError.folderWentBack(origin: home.origin, signed: 7, fence: 4)
        ) { try open(home.backup(at: 4)).append(OwnLogFixture.batch(1), to: home.origin) }
    }

    @Test(
        "the key that was made since the start of the machine waits for nobody, until the clock is set"
    )
    func steppedNewKey() throws {
        let home = try OwnLogFixture()
        defer { home.remove() }
        try FileManager.default.removeItem(atPath: home.fencePath)
        let clock = SetClock()
        let fence = try SigningFence.create(
            at: home.fencePath, memory: "memory", clocks: clock.clocks)
        let log = log(home, home.store, fence)
        _ = try log.append(OwnLogFixture.batch(1), to: home.origin)
        clock.step(seconds: 60)
        #expect(try !log.isConfirmed(home.origin))
        try log.confirm(home.origin)
        _ = try log.append(OwnLogFixture.batch(1, from: 1), to: home.origin)
    }

    @Test("the machine's own clocks do not step by themselves")
    func systemClocks() {
        let first = MachineClocks.system.startedAt()
        #expect(!MachineClocks.haveStepped(from: first, to: MachineClocks.system.startedAt()))
        #expect(MachineClocks.haveStepped(from: .min, to: .max))
        #expect(MachineClocks.haveStepped(from: 0, to: -MachineClocks.stepMin))
        #expect(!MachineClocks.haveStepped(from: 0, to: MachineClocks.stepMin - 1))
    }

    @Test(
        "memories of folders long gone make room, and none that was used in the last hour, however many there are"
    )
    func pruned() throws {
        let home = try OwnLogFixture()
        defer { home.remove() }
        let memory = "\(home.folder)/memory"
        try FileManager.default.createDirectory(
            atPath: memory, withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700])
        var random = SystemRandomNumberGenerator()
        func fill(_ count: Int, usedBefore seconds: TimeInterval) throws -> Set<String> {
            try Set(
                (0..<count).map { _ in
                    let name = "\(FenceID(using: &random))"
                    let path = "\(memory)/\(name)"
                    try Data().write(to: URL(filePath: path))
                    try FileManager.default.setAttributes(
                        [.modificationDate: Date(timeIntervalSinceNow: -seconds)],
                        ofItemAtPath: path)
                    return name
                })
        }
        func kept() throws -> Set<String> {
            Set(try FileManager.default.contentsOfDirectory(atPath: memory))
        }
        let old = try fill(20, usedBefore: 7_200)
        let young = try fill(SigningMemory.keptMax - 10, usedBefore: 60)
        try FileManager.default.removeItem(atPath: home.fencePath)
        _ = try SigningFence.create(at: home.fencePath, memory: memory)
        #expect(try kept().count == SigningMemory.keptMax)
        #expect(try young.isSubset(of: kept()) && !old.isSubset(of: kept()))
        let more = try fill(30, usedBefore: 60)
        try FileManager.default.removeItem(atPath: home.fencePath)
        _ = try SigningFence.create(at: home.fencePath, memory: memory)
        #expect(try young.union(more).isSubset(of: kept()) && old.isDisjoint(with: kept()))
    }

    @Test(
        "a memory of an earlier start, a damaged one, and a folder that nobody may use say nothing")
    func worthless() throws {
        let home = try OwnLogFixture()
        defer { home.remove() }
        let memory = "\(home.folder)/memory"
        try FileManager.default.removeItem(atPath: home.fencePath)
        let fence = try SigningFence.create(at: home.fencePath, memory: memory)
        let file = "\(memory)/\(try #require(try fence.read().id))"
        let sound = try String(contentsOfFile: file, encoding: .utf8)
        let boot = OwnLogComparison.currentBoot
        for text in [
            sound.replacingOccurrences(of: boot, with: "another"), "", String(sound.dropLast()),
            sound.replacingOccurrences(of: "confirmed all\n", with: ""), "garbage",
        ] {
            try text.write(toFile: file, atomically: false, encoding: .utf8)
            let log = log(home, home.store, try self.fence(home, memory: memory))
            #expect(try !log.isConfirmed(home.origin), "\(text)")
        }
        try sound.write(toFile: file, atomically: false, encoding: .utf8)
        #expect(
            try log(home, home.store, self.fence(home, memory: memory)).isConfirmed(home.origin))
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o777], ofItemAtPath: memory)
        let distrusting = try self.fence(home, memory: memory)
        let log = log(home, home.store, distrusting)
        #expect(try !log.isConfirmed(home.origin))
        // Then each process asks for itself.
        try log.confirm(home.origin)
        _ = try log.append(OwnLogFixture.batch(1), to: home.origin)
        #expect(
            try !self.log(home, home.store, self.fence(home, memory: memory)).isConfirmed(
                home.origin))
    }

    @Test("of two copies of a folder on one machine only one signs on, however they race")
    func copies() throws {
        let home = try OwnLogFixture()
        defer { home.remove() }
        _ = try home.log().append(OwnLogFixture.batch(4), to: home.origin)
        let copy = "\(home.folder)/copy.fence"
        try FileManager.default.copyItem(atPath: home.fencePath, toPath: copy)
        let stores = [home.store, try home.backup(at: 4)]
        let logs = try zip(stores, [home.fencePath, copy]).map { store, path in
            log(home, store, try SigningFence(path: path))
        }
        DispatchQueue.concurrentPerform(iterations: 2) { copy in
            for number in 0..<20 {
                _ = try? logs[copy].append(
                    OwnLogFixture.batch(1, from: 100 * copy + number), to: home.origin)
            }
        }
        var roots: [TreeSize: Set<Digest>] = [:]
        for store in stores {
            for record in try store.checkpoints(of: home.origin) {
                roots[record.size, default: []].insert(record.root)
            }
        }
        #expect(roots.values.allSatisfy { $0.count == 1 })
        #expect(roots.keys.max() == 24)
    }

    @Test("a fence that was handed over signs nothing, and says the same to whoever asks again")
    func handedOver() throws {
        let home = try OwnLogFixture()
        defer { home.remove() }
        _ = try home.log().append(OwnLogFixture.batch(4), to: home.origin)
        // Entries that a crash has left unsigned are signed first.
        _ = try home.log().append(OwnLogFixture.batch(2), to: home.origin, isSigned: false)
        let standby = FenceID()
        let marks = try home.log().handOver([home.origin], to: standby)
        #expect(marks[home.origin]?.size == 6)
        #expect(try home.store.state(of: home.origin)?.served?.size == 6)
        #expect(throws: OwnLogError.handedOver) {
            try home.log().append(OwnLogFixture.batch(1), to: home.origin)
        }
        #expect(throws: OwnLogError.handedOver) { try home.log().recover(home.origin) }
        #expect(throws: OwnLogError.handedOver) { try home.log().takeBack(home.origin) }
        #expect(try home.log().handOver([home.origin], to: standby) == marks)
        #expect(throws: OwnLogError.handedOver) {
            try home.log().handOver([home.origin], to: FenceID())
        }
        #expect(throws: OwnLogError.fenceExists(path: home.fencePath)) {
            try SigningFence.create(at: home.fencePath)
        }
    }

    @Test("a log of which others hold less than was signed is lost, and not signed on")
    func lost() throws {
        let home = try OwnLogFixture()
        defer { home.remove() }
        _ = try home.log().append(OwnLogFixture.batch(4), to: home.origin)
        _ = try home.log().append(OwnLogFixture.batch(3), to: home.origin)
        let restored = try home.backup(at: 4)
        #expect(
            throws: OwnLogError.lostEntries(origin: home.origin, signed: 7, held: 4)
        ) { try home.log(in: restored).takeBack(home.origin) }
        #expect(throws: OwnLogError.lostEntries(origin: home.origin, signed: 7, held: 0)) {
            try home.log(in: InMemoryLogStore()).takeBack(home.origin)
        }
    }
}
