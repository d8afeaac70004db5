import AllianceNames
import AllianceNode
import Credentials
import Foundation
import Replication
import Roster
import SQLiteStore
import Synchronization
import Testing
import TransparencyLog

/// A second folder of one member, over TLS: it follows, takes over, and two never sign.
@Suite("A standby, over TLS", .serialized)
struct StandbySystemTests {
    private struct World {
        let alliance: ErasureAlliance
        let home: HomeFolder
        let standby: HomeFolder
        let hub: TwoNodes.Running
        let other: TwoNodes.Running

        /// A member that has said something, and a standby made from its backup.
        init() async throws {
            alliance = try await ErasureAlliance(["brand", "hub", "other"])
            home = alliance.home("brand")
            standby = HomeFolder(alliance.folder.appending(path: "standby").path())
            hub = try await TwoNodes.Running(alliance.home("hub"))
            other = try await TwoNodes.Running(alliance.home("other"))
            try await RecoveryRun.say("first", in: home)
            let backup = alliance.folder.appending(path: "backup").path()
            _ = try RecoveryRun.backUp(home, to: backup)
            try HomeRestoration(backup).make(standby, as: .standby)
        }

        func stop() async {
            await hub.stop()
            await other.stop()
        }

        func handOver(to standby: FenceID) async throws -> SignedNote {
            let node = try RecoveryRun.open(home)
            defer { try? node.close() }
            return try await node.handOver(to: standby)
        }

        func promote(by note: SignedNote) async throws {
            let node = try RecoveryRun.open(standby)
            defer { try? node.close() }
            _ = try await node.withPeerClient(limits: .patient) { client in
                try await node.promote(by: note, transport: client, logger: RecoveryRun.quiet)
            }
        }
    }

    @Test(
        "follows its member's node, signs nothing, and takes over what was handed to it",
        .timeLimit(.minutes(30)))
    func takesOver() async throws {
        let world = try await World()
        let brand = try await TwoNodes.Running(world.home)
        let origin = brand.opened.writer.origin(in: .alliance)
        #expect(await RecoveryRun.keyword { _ = try OpenedNode(world.standby) } == "restored")
        try await RecoveryRun.recover(world.standby)
        #expect(!DurableFile.exists(world.standby.certs.logFence))
        let standby = try await TwoNodes.Running(world.standby, port: 0)
        try await brand.opened.report([try ErasureWorld.person("second")], to: .alliance)
        try await RecoveryRun.wait(for: 2, of: origin, at: [standby])
        // It follows its own node where nobody else is there.
        await world.stop()
        try await brand.opened.report([try ErasureWorld.person("third")], to: .alliance)
        try await RecoveryRun.wait(for: 3, of: origin, at: [standby])
        #expect(
            await RecoveryRun.keyword { try await RecoveryRun.say("fork", in: world.standby) }
                == "standby")
        #expect(try standby.opened.logSigner(origin) == nil)
        // With the log key alone it is not promoted, nor with what was handed to another.
        let name = try #require(standby.opened.standing.standby)
        #expect(
            await RecoveryRun.keyword { try OpenedNode(world.standby).promoteInNewEpoch() }
                == "not-handed-over")
        let note = try await world.handOver(to: name)
        let forOther = Handover(
            alliance: origin.alliance, member: origin.member, epoch: origin.epoch, to: FenceID(),
            marks: [:])
        let key = brand.opened.keys.log
        #expect(
            await RecoveryRun.keyword { try await world.promote(by: forOther.signed(by: key)) }
                == "handover-for-other")
        try await world.promote(by: note)
        #expect(
            await RecoveryRun.keyword { try await RecoveryRun.say("fork", in: world.home) }
                == "fence-handed-over")
        await standby.stop()
        // It may be a copy of one that was promoted before: somebody has to say how far the log goes.
        #expect(
            await RecoveryRun.keyword { try await RecoveryRun.say("fourth", in: world.standby) }
                == "own-log-unconfirmed")
        try await RecoveryRun.trust(world.standby)
        #expect(try await RecoveryRun.say("fourth", in: world.standby).indexes == 3..<4)
        await brand.stop()
    }

    /// What several processes signed, and why they did not.
    private final class Journal: Sendable {
        let signed = Mutex<[CheckpointRecord]>([])
        let outcomes = Mutex<[String]>([])

        /// Signs in a folder whenever it may, as commands do, until it is told to end.
        func signOn(_ home: HomeFolder, _ name: String) async {
            var number = 0
            while !Task.isCancelled {
                number += 1
                let outcome = await RecoveryRun.keyword { [number] in
                    let written = try await RecoveryRun.say("\(name)\(number)", in: home)
                    signed.withLock { $0 += [written.checkpoint].compactMap(\.self) }
                }
                outcomes.withLock { $0.append("\(name): \(outcome)") }
                await Task.yield()
            }
        }
    }

    @Test(
        "the old and the promoted folder never both sign, however they race",
        .timeLimit(.minutes(30)))
    func race() async throws {
        let world = try await World()
        try await RecoveryRun.recover(world.standby)
        let brand = try await TwoNodes.Running(world.home)
        let origin = brand.opened.writer.origin(in: .alliance)
        let journal = Journal()
        let (home, standby) = (world.home, world.standby)
        let signers = [
            Task { await journal.signOn(home, "old") },
            Task { await journal.signOn(home, "oldtoo") },
            Task { await journal.signOn(standby, "new") },
        ]
        defer { for signer in signers { signer.cancel() } }
        func seen(_ outcome: String) async throws {
            _ = try await RecoveryRun.eventually {
                journal.outcomes.withLock { $0.contains(outcome) } ? true : nil
            }
        }
        try await seen("old: nothing")
        try await seen("new: standby")
        let name = try #require(try HomeStanding(of: world.standby.certs).standby)
        let note = try await world.handOver(to: name)
        try await seen("old: fence-handed-over")
        try await world.promote(by: note)
        try await seen("new: nothing")
        for signer in signers { signer.cancel() }
        for signer in signers { await signer.value }
        let all = journal.signed.withLock { $0 }
        #expect(RecoveryRun.isOneHistory(all))
        // The old one's last is below the new one's first.
        let handed = try #require(Handover(parsing: note.text)?.marks[origin])
        let (old, new) = try (
            OpenedNode(world.home).logs.checkpoints(of: origin),
            OpenedNode(world.standby).logs.checkpoints(of: origin)
        )
        #expect(RecoveryRun.isOneHistory(all + old + new))
        #expect(new.contains { $0.size > handed.size })
        #expect(try world.hub.opened.logs.state(of: origin)?.frozen == nil)
        await brand.stop()
        await world.stop()
    }

    @Test(
        "where the old machine is lost it takes over in a new epoch, and the old one is ended",
        .timeLimit(.minutes(30)))
    func newEpoch() async throws {
        let world = try await World()
        try await RecoveryRun.recover(world.standby)
        let before = try RecoveryRun.open(world.home)
        let origin = before.writer.origin(in: .alliance)
        // As 'member new-epoch' does it.
        let certs = world.standby.certs
        _ = try SigningFence.create(at: certs.logFence)
        _ = try certs.createLogKey(Epoch(2))
        #expect(
            await RecoveryRun.keyword { try OpenedNode(world.standby).promoteInNewEpoch() }
                == "log-key-not-accepted")
        let member = try #require(before.roster.member(before.member))
        let descriptor = try certs.memberKeys(epoch: Epoch(2)).descriptor(
            renewing: member, in: before.alliance)
        let request = try CertificateRequest(pem: descriptor.certificateRequest)
        let held = try #require(try before.logs.state(of: origin))
        try world.alliance.publish {
            try $0.admit(
                descriptor, tlsKey: request.spkiDigest,
                logEnds: [origin: .checkpoint(size: held.size, root: held.edge.root)])
        }
        try world.standby.peers.write(roster: world.alliance.authority.peers.readRoster())
        let node = try RecoveryRun.open(world.standby)
        try node.promoteInNewEpoch()
        let next = try await RecoveryRun.say("second", in: world.standby)
        #expect(next.origin.epoch == Epoch(2) && next.indexes == 0..<1)
        // The old one hears of it, and stops.
        #expect(
            await RecoveryRun.keyword { try await RecoveryRun.say("fork", in: world.home) }
                == "log-key-not-accepted")
        await world.stop()
    }

    @Test("a folder that is open signs nothing more once the key of a later epoch was made in it")
    func keyMadeBeside() async throws {
        let world = try await World()
        let node = try RecoveryRun.open(world.home)
        let statement = try ErasureWorld.person("one")
        _ = try await node.report([statement], to: .alliance)
        _ = try world.home.certs.createLogKey(Epoch(2))
        #expect(
            await RecoveryRun.keyword { _ = try await node.report([statement], to: .alliance) }
                == "epoch-left")
        try node.close()
        await world.stop()
    }
}
