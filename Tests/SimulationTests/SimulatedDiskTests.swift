import AllianceNames
import Replication
import Simulation
import Testing
import TransparencyLog

/// What a disk of the simulation leaves of what was written to it.
@Suite struct SimulatedDiskTests {
    private let origin = LogOrigin(
        alliance: AllianceID(unchecked: "sim.example"), channel: .alliance,
        member: MemberID(unchecked: "north"), epoch: Epoch(1))

    private func note(_ version: UInt64) -> RosterRecord {
        RosterRecord(version: version, noteText: "note \(version)\n")
    }

    @Test("a full disk refuses a write and changes nothing")
    func noSpace() throws {
        let disk = SimulatedDisk(seed: 1)
        let store = SimulatedLogStore(disk: disk)
        disk.plan(.noSpace, after: 1)
        try store.keep(note(1))
        #expect(throws: SimulatedDisk.NoSpace.self) { try store.keep(note(2)) }
        #expect(try store.rosterCount() == 1)
        try store.keep(note(2))
        #expect(try store.rosterCount() == 2)
    }

    @Test("after a failed sync nothing more is written, and either outcome is found at the restart")
    func syncFails() throws {
        var found: Set<Int> = []
        for seed: UInt64 in 1...20 {
            let disk = SimulatedDisk(seed: seed)
            let store = SimulatedLogStore(disk: disk)
            disk.plan(.syncFails, after: 0)
            #expect(throws: SimulatedDisk.SyncFailed.self) { try store.keep(note(1)) }
            #expect(try store.rosterCount() == 0)
            #expect(throws: SimulatedDisk.SyncFailed.self) { try store.keep(note(2)) }
            store.restart()
            disk.turnOn()
            found.insert(try store.rosterCount())
            try store.keep(note(3))
        }
        #expect(found == [0, 1])
    }

    @Test("a power cut leaves what was synced, and of the rest what it likes, in order")
    func powerFails() throws {
        let signer = try NoteSigner(
            name: origin.description, seed: [UInt8](repeating: 7, count: 32))
        var found: Set<Int> = []
        for seed: UInt64 in 1...40 {
            let disk = SimulatedDisk(seed: seed)
            let store = SimulatedLogStore(disk: disk)
            try store.keep(note(1))
            for size: TreeSize in 1...2 {
                let checkpoint = Checkpoint(
                    origin: origin.description, size: size, root: .sha256([UInt8(size)]))
                let verified = try SignedCheckpoint(signing: checkpoint, by: signer)
                    .verified(by: signer.verifierKey)
                try store.believe(verified, for: origin, durability: .withNext)
            }
            #expect(try store.checkpoints(of: origin).count == 2)
            disk.plan(.powerFails, after: 0)
            #expect(throws: SimulatedDisk.NoPower.self) { try store.keep(note(2)) }
            #expect(throws: SimulatedDisk.NoPower.self) { try store.rosterCount() }
            store.restart()
            disk.turnOn()
            let (rosters, checkpoints) = (
                try store.rosterCount(), try store.checkpoints(of: origin).count
            )
            #expect(rosters == 1 || rosters == 2 && checkpoints == 2)
            found.insert(10 * rosters + checkpoints)
        }
        #expect(found == [10, 11, 12, 22])
    }

    @Test("a torn write of the fence leaves the marks before it, or those after it")
    func tornFence() throws {
        var found: Set<TreeSize> = []
        for seed: UInt64 in 1...60 {
            let disk = SimulatedDisk(seed: seed)
            let fence = SimulatedFence(disk: disk)
            func advance(to size: TreeSize) throws {
                try fence.withLock { fence in
                    try fence.advance(origin, to: FenceMark(size: size, root: .zero))
                }
            }
            try advance(to: 1)
            disk.plan(.powerFails, after: 0)
            #expect(throws: SimulatedDisk.NoPower.self) { try advance(to: 2) }
            fence.restart()
            disk.turnOn()
            found.insert(try #require(fence.marks?.marks[origin]?.size))
            try advance(to: 3)
            #expect(fence.marks?.marks[origin]?.size == 3)
        }
        #expect(found == [1, 2])
    }
}
