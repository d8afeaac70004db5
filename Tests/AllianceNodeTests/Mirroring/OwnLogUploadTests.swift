import AllianceNames
import AllianceNode
import Replication
import Roster
import Testing
import TransparencyLog

@Suite struct OwnLogUploadTests {
    @Test("a checkpoint that its author has cosigned goes along until the newest one has that too")
    func freshest() throws {
        let world = try WitnessWorld(witnesses: [], outbound: ["author"], stalenessSeconds: 400)
        let author = try WitnessAuthor(world)
        let time = SettableTime()
        let register = try world.register(author.store, clock: time.clock)
        let keeper = FreshnessKeeper(
            member: author.origin.member, store: author.store, register: register,
            keys: try world.cosignerKeys("author"), clock: time.clock,
            calls: .serial(label: "test"), logger: WitnessWorld.quiet)
        let upload = OwnLogUpload(member: author.origin.member, store: author.store)
        let roster = try #require(register.newest)
        let log = try #require(roster.log(author.origin))
        func notes() throws -> [LogPush.Note] { try upload.notes(of: log, in: roster) }

        #expect(try notes().isEmpty)
        try author.append(3)
        try keeper.cosignOwn()
        #expect(try notes().map(\.size) == [3])
        // Too soon for a second cosignature, and again.
        for size in 4...5 {
            try author.append(1, from: size - 1)
            try keeper.cosignOwn()
            #expect(try notes().map(\.size) == [3, TreeSize(size)])
            #expect(try notes().map(\.isCosigned) == [true, false])
        }
        time.pass(FreshnessKeeper.busySeconds)
        try keeper.cosignOwn()
        #expect(try notes().map(\.size) == [5] && notes().map(\.isCosigned) == [true])
    }

    @Test(
        "of a log that the register has ended the smallest checkpoint that reaches the end is brought",
        arguments: [(3, 3), (4, 5), (5, 5), (6, 7), (8, 7)] as [(TreeSize, TreeSize)])
    func ended(at size: TreeSize, brought: TreeSize) throws {
        let origin = try WitnessWorld().origin()
        let world = try WitnessWorld(witnesses: [], outbound: ["author"]) {
            try $0.endLogs([origin: .checkpoint(size: size, root: MerkleHash.emptyRoot)])
        }
        let author = try WitnessAuthor(world)
        for (first, count) in [(0, 3), (3, 2), (5, 2)] { try author.append(count, from: first) }
        let upload = OwnLogUpload(member: origin.member, store: author.store)
        let roster = try #require(try world.register(author.store).newest)
        let log = try #require(roster.log(origin))
        #expect(try upload.notes(of: log, in: roster).map(\.size) == [brought])
        #expect(try upload.size(of: origin) == 7)
    }
}
