import AllianceNames
import AllianceNode
import Casework
import Complaints
import Credentials
import Foundation
import NodeAPI
import Replication
import Roster
import SQLiteStore
import SignIn
import Statements
import Testing
import TransparencyLog

/// What a standby brings from a backup of the folder that handed over to it.
@Suite("A standby that takes over with a backup", .timeLimit(.minutes(8)))
struct TakeoverTests {
    private static let start = ComplaintWorld.start
    /// The first warning of a complaint's decision has come by then.
    private static let late = (start + 19 * 3_600) * 1_000

    private struct Takeover {
        let world: ComplaintWorld
        let id: EntryReference
        let early: String

        /// A platform with a complaint whose deadlines run, and a backup of it.
        init() async throws {
            world = try await ComplaintWorld()
            id = try await world.say([ComplaintWorld.complaint([1])], by: world.brand)
            try await world.say([try ErasureWorld.person("someone")], by: world.platform)
            try world.exchange()
            try world.cosignAll(at: TakeoverTests.start)
            try world.platform.complaintKeeper().catchUp()
            early = world.alliance.folder.appending(path: "early").path()
            _ = try RecoveryRun.backUp(world.platform.home, to: early)
        }

        /// One that has caught up.
        func standby(_ name: String) throws -> HomeFolder {
            let home = HomeFolder(world.alliance.folder.appending(path: name).path())
            try HomeRestoration(early).make(home, as: .standby)
            let standing = try HomeStanding(of: home.certs)
            try HomeStanding(standby: standing.standby).write(to: home.certs)
            return home
        }

        func backUp(to name: String) throws -> String {
            let path = world.alliance.folder.appending(path: name).path()
            _ = try RecoveryRun.backUp(world.platform.home, to: path)
            return path
        }

        func promote(_ node: OpenedNode, by note: SignedNote, with backup: String) async throws {
            _ = try await node.withPeerClient(limits: .patient) { client in
                try await node.promote(
                    by: note, with: HomeRestoration(backup), transport: client,
                    logger: RecoveryRun.quiet)
            }
        }
    }

    private static func fire(_ keeper: ComplaintKeeper) throws -> (told: [Deadline], next: UInt64?)
    {
        try keeper.catchUp()
        var told: [Deadline] = []
        let next = try keeper.fire(now: late, limit: 10) { told += $0 }
        return (told, next)
    }

    @Test("tells no deadline again that was told, knows what people prepared, and has all files")
    func brings() async throws {
        let takeover = try await Takeover()
        let (world, home) = (takeover.world, try takeover.standby("standby"))
        let platform = world.platform
        let (told, next) = try Self.fire(platform.complaintKeeper())
        #expect(told.map(\.kind) == [.decisionWarning])
        let judgement = ListingJudgement(place: 0, review: .unclear, harm: 9)
        try platform.complaintKeeper().note([judgement], of: takeover.id)
        // Without it, what was told is told again.
        let other = try RecoveryRun.open(takeover.standby("other"))
        #expect(try Self.fire(other.complaintKeeper()).told == told)
        try other.close()
        let (draft, _) = try RecoveryRun.prepareDraft(in: platform.home)

        let name = try #require(try HomeStanding(of: home.certs).standby)
        let note = try await platform.handOver(to: name)
        let late = try takeover.backUp(to: "late")
        // As one that runs has it open.
        let running = try RecoveryRun.open(home)
        let keeper = try running.complaintKeeper()
        try keeper.catchUp()
        let node = try RecoveryRun.open(home)
        try await takeover.promote(node, by: note, with: late)
        for keeper in [keeper, try node.complaintKeeper()] {
            let again = try Self.fire(keeper)
            #expect(again.told.isEmpty && again.next == next)
            #expect(try keeper.judgements(of: takeover.id) == [judgement])
            #expect(
                try keeper.reading(of: takeover.id)?.state?.time == .witnessed(Self.start * 1_000))
        }
        let brought = try SQLiteCaseworkStore(path: home.caseworkDatabase)
        #expect(try brought.drafts() == [draft])
        #expect(try DurableFile.names(in: home.path).allSatisfy { !$0.contains("taking-over") })
        try running.close()
        try node.close()
        // It signs, and is the one that does.
        #expect(try HomeStanding(of: home.certs).signs)
        try await RecoveryRun.trust(home)
        try await RecoveryRun.say("afterwards", in: home)
        try world.close()
    }

    @Test(
        "refuses one of before the handover, of another member, or that is damaged, and stays a standby"
    )
    func refused() async throws {
        let takeover = try await Takeover()
        let (world, home) = (takeover.world, try takeover.standby("standby"))
        let name = try #require(try HomeStanding(of: home.certs).standby)
        let note = try await world.platform.handOver(to: name)
        let late = try takeover.backUp(to: "late")
        let foreign = world.alliance.folder.appending(path: "foreign").path()
        _ = try RecoveryRun.backUp(world.brand.home, to: foreign)
        let node = try RecoveryRun.open(home)
        func keyword(_ backup: String) async -> String {
            await RecoveryRun.keyword { try await takeover.promote(node, by: note, with: backup) }
        }
        #expect(await keyword(takeover.early) == "backup-before-handover")
        #expect(await keyword(foreign) == "backup-of-other")
        let file = URL(filePath: "\(late)/complaints.sqlite")
        let sound = try Data(contentsOf: file)
        var flipped = sound
        flipped[sound.count / 2] ^= 1
        try flipped.write(to: file)
        #expect(await keyword(late) == "backup-file-differs")
        #expect(try HomeStanding(of: home.certs).standby == name)
        #expect(!DurableFile.exists(home.certs.logFence))
        try sound.write(to: file)
        #expect(await keyword(late) == "nothing")
        #expect(try HomeStanding(of: home.certs).signs)
        try node.close()
        try world.close()
    }

    @Test("brings files of complaints that it has not fetched yet")
    func evidence() async throws {
        let party = try await JudgeParty()
        let desk = try DeskOfParty(party.node("brand"))
        let kept = try await desk.desk.keep(DeskOfParty.picture(100))
        var complaint = JudgeParty.complaint(
            [try JudgeParty.listing(1)], ground: .counterfeitFeatures)
        complaint.evidence = [DeskOfParty.file(kept, .featurePhotographs)]
        _ = try await desk.file(complaint)
        let brand = desk.node
        func path(_ name: String) -> String { party.alliance.folder.appending(path: name).path() }
        _ = try HomeBackup(brand, withKeys: true, evidence: .leftOut).make(at: path("early"))
        let home = HomeFolder(path("standby"))
        try HomeRestoration(path("early")).make(home, as: .standby)
        let name = try #require(try HomeStanding(of: home.certs).standby)
        try HomeStanding(standby: name).write(to: home.certs)
        let note = try await brand.handOver(to: name)
        _ = try HomeBackup(brand, withKeys: false).make(at: path("late"))
        let node = try RecoveryRun.open(home)
        _ = try await node.withPeerClient(limits: .patient) { client in
            try await node.promote(
                by: note, with: HomeRestoration(path("late")), transport: client,
                logger: RecoveryRun.quiet)
        }
        #expect(try DurableFile.names(in: home.evidence) == [kept.digest.hex])
        let index = try SQLiteEvidenceIndex(path: home.evidenceDatabase)
        #expect(try index.room(of: brand.member) == 108)
        try index.close()
        try node.close()
        try desk.close()
        try party.close()
    }
}
