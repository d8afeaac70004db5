import AllianceNames
import AllianceNode
import Foundation
import ProductAuthentication
import Replication
import Statements
import Synchronization
import Testing
import TransparencyLog

@Suite("Of snapshots held for other members")
struct SnapshotKeeperTests {
    private let world: SnapshotWorld
    private let maison = QuestionAlliance.maison
    private let customs = QuestionAlliance.customs

    init() throws { world = try SnapshotWorld() }

    private func held() async throws -> HeldSnapshot? {
        try await world.shelf().newest(of: SnapshotWorld.product(), by: maison)
    }

    @Test("what is stated is fetched with its key, and answers while its owner is away")
    func fetches() async throws {
        let serials = SnapshotWorld.serials(100, seed: 1)
        let published = try world.publish(serials)
        #expect(try await held() == nil)
        let round = try await world.keeper().round()
        #expect(round.fetched == [published.statement.file])
        #expect(round.failures.isEmpty)
        world.reachable.withLock { $0 = [] }
        let held = try #require(await held())
        #expect(held.owner == maison)
        #expect(held.evidence == "ally.example/alliance/maison/e1 0")
        for serial in serials { #expect(held.word(on: serial, at: world.now()) == .issued) }
        #expect(held.word(on: "ABCDEFGHIJKLMNOPQRST", at: world.now()) == .absent)
        // Nothing is left to do.
        #expect(try await world.keeper().round().fetched.isEmpty)
    }

    @Test("a view that cannot be read ends a round, and neither the keeper nor its node")
    func patient() async throws {
        let keeper = world.keeper()
        world.isDamaged.withLock { $0 = true }
        await #expect(throws: SnapshotWorld.Damage.self) { _ = try await keeper.round() }
        let before = world.readings.withLock { $0 }
        let running = Task { try await keeper.run() }
        while world.readings.withLock({ $0 }) == before {
            try await Task.sleep(for: .milliseconds(1))
        }
        running.cancel()
        try await running.value
    }

    @Test("only an owner's statement counts, and its file is fetched from nobody else's word")
    func strangers() async throws {
        try world.publish(SnapshotWorld.serials(50, seed: 2), by: QuestionAlliance.atelier)
        world.reachable.withLock { $0 = [QuestionAlliance.atelier] }
        let round = try await world.keeper().round()
        #expect(round.fetched.isEmpty && round.failures.isEmpty)
        #expect(
            try await world.shelf().newest(
                of: SnapshotWorld.product(), by: QuestionAlliance.atelier) == nil)
    }

    @Test("the older one stays until the newer is here, and goes then")
    func supersedes() async throws {
        let (old, new) = (SnapshotWorld.serials(50, seed: 3), SnapshotWorld.serials(50, seed: 4))
        let first = try world.publish(old)
        _ = try await world.keeper().round()
        let second = try world.publish(new)
        world.reachable.withLock { $0 = [] }
        let failed = try await world.keeper().round()
        #expect(failed.failures.map(\.file) == [second.statement.file])
        #expect(failed.erased.isEmpty)
        #expect(try await held()?.word(on: old[0], at: world.now()) == .issued)
        world.reachable.withLock { $0 = [maison] }
        let round = try await world.keeper().round()
        #expect(round.fetched == [second.statement.file])
        #expect(round.erased == [first.statement.file])
        #expect(try await held()?.word(on: new[0], at: world.now()) == .issued)
        #expect(try await held()?.word(on: old[0], at: world.now()) == .absent)
    }

    @Test("what has expired says so, and file and key are erased at both ends")
    func expires() async throws {
        let serials = SnapshotWorld.serials(50, seed: 5)
        let file = try world.publish(serials, days: 30).statement.file
        _ = try await world.keeper().round()
        world.pass(days: 30)
        #expect(try await held()?.word(on: serials[0], at: world.now()) == .expired)
        for member in [customs, maison] {
            #expect(try await world.keeper(of: member).round().erased == [file])
            #expect(try world.folder(of: member).key(of: file) == nil)
            #expect(!world.folder(of: member).holds(file))
        }
        #expect(try await held()?.word(on: serials[0], at: world.now()) == .expired)
    }

    @Test("what its owner takes back is erased and answers no more")
    func retracted() async throws {
        let file = try world.publish(SnapshotWorld.serials(50, seed: 6)).statement.file
        _ = try await world.keeper().round()
        try world.retract(0, by: maison)
        #expect(try await held() == nil)
        for member in [customs, maison] {
            #expect(try await world.keeper(of: member).round().erased == [file])
        }
    }

    @Test("a changed file or key is not kept")
    func altered() async throws {
        let file = try world.publish(SnapshotWorld.serials(50, seed: 7)).statement.file
        let changes: [@Sendable (PeerResource, [UInt8]) -> [UInt8]] = [
            { resource, bytes in
                guard case .object = resource else { return bytes }
                return bytes.dropLast() + [bytes[bytes.count - 1] ^ 1]
            },
            { resource, bytes in
                guard case .object = resource else { return bytes }
                return []
            },
            { resource, bytes in
                guard case .snapshotKey = resource else { return bytes }
                return bytes.dropLast() + [bytes[bytes.count - 1] ^ 1]
            },
        ]
        for change in changes {
            world.altered.withLock { $0 = change }
            let round = try await world.keeper().round()
            #expect(round.failures.map(\.file) == [file])
            #expect(!world.folder(of: customs).holds(file))
        }
        world.altered.withLock { $0 = nil }
        #expect(try await world.keeper().round().fetched == [file])
    }

    @Test("a file that is not what its statement says is not kept")
    func disagrees() async throws {
        let honest = try world.publish(SnapshotWorld.serials(50, seed: 8), isStated: false)
        var other = honest.statement
        other.expiresAt += 1
        try world.say(.serialSnapshot(other), by: maison)
        let round = try await world.keeper().round()
        #expect(round.failures.count == 1)
        #expect(!world.folder(of: customs).holds(honest.statement.file))
    }

    @Test("one owner cannot fill a node: past its room nothing is asked for")
    func room() async throws {
        for number: UInt8 in 0..<6 {
            try world.say(
                .serialSnapshot(
                    PublishedSnapshot(
                        product: .scheme("maison-\(number)"), file: .sha256([number]),
                        fileBytes: 64 << 20, items: 1, expiresAt: world.now() + 1_000,
                        keyDigest: .sha256([number]))), by: maison)
        }
        let round = try await world.keeper().round()
        #expect(round.failures.map(\.file) == [5, 4, 3, 2].map { .sha256([$0]) })
    }

    @Test(
        "an owner who does not answer has its share of a round, and others' are fetched behind it")
    func slowOwner() async throws {
        let world = try SnapshotWorld(handedOver: true)
        for number: UInt8 in 0..<6 {
            try world.say(
                .serialSnapshot(
                    PublishedSnapshot(
                        product: .scheme("maison-\(number)"), file: .sha256([number]),
                        fileBytes: 1, items: 1, expiresAt: world.now() + 86_400_000,
                        keyDigest: .sha256([number]))), by: QuestionAlliance.atelier)
        }
        let file = try world.publish(SnapshotWorld.serials(50, seed: 11)).statement.file
        world.delays.withLock { $0[QuestionAlliance.atelier] = 30_000 }
        let before = world.now()
        let keeper = world.keeper()
        let round = try await keeper.round()
        #expect(round.fetched == [file])
        #expect(round.failures.count == 2 && round.left == 4)
        #expect(world.now() - before == 60_000)
        // Those that were left are the next rounds'.
        var tried = Set(round.failures.map(\.file))
        for _ in 0..<2 { tried.formUnion(try await keeper.round().failures.map(\.file)) }
        #expect(tried.count == 6)
    }

    @Test("what no statement names yet is left alone until its own time has ended")
    func unstated() async throws {
        let file = try world.publish(
            SnapshotWorld.serials(50, seed: 9), days: 2, isStated: false
        ).statement.file
        #expect(try await world.keeper(of: maison).round().erased.isEmpty)
        world.pass(days: 2)
        #expect(try await world.keeper(of: maison).round().erased == [file])
    }

    @Test("a damaged file answers nothing, and is fetched again")
    func damaged() async throws {
        let published = try world.publish(SnapshotWorld.serials(50, seed: 10))
        let file = published.statement.file
        _ = try await world.keeper().round()
        let path = world.root.appending(path: "customs/\(file.hex)")
        try Data(published.bytes.dropLast()).write(to: path)
        #expect(try await held() == nil)
        #expect(try await world.keeper().round().fetched == [file])
        #expect(try await held() != nil)
    }
}
