import AllianceNames
import AllianceNode
import Credentials
import Foundation
import Replication
import Roster
import SQLiteStore
import Statements
import Testing
import TransparencyLog

/// Members' nodes over TLS; one of them is lost, or put back in time.
@Suite("A restored and a rolled back node, over TLS", .serialized)
struct RestoreSystemTests {
    private static let texts = ["xqvonne.zwiebel@mail.example", "xqvonne", "XQVONNE", "zwiebel"]

    private func erase(
        _ entry: EntryIndex, of origin: LogOrigin, by brand: TwoNodes.Running,
        _ alliance: ErasureAlliance
    ) throws -> Digest {
        let certificate = try ErasureCertificate(
            origin: origin, entries: EntryRanges([entry]), reason: .request,
            issuedAt: UTCTimestamp(millisecondsSince1970: brand.opened.clock.now()))
        let signer = try #require(try brand.opened.logSigner(origin))
        let signed = SignedErasure(certificate, by: [signer, try alliance.signer()])
        try brand.opened.erasureRegister.accept(signed)
        return certificate.id
    }

    @Test(
        "gets its own entries back from the others, forgets what was erased since, and signs on behind",
        .timeLimit(.minutes(30)))
    func restored() async throws {
        let alliance = try await ErasureAlliance(["brand", "hub", "other"])
        let (home, backup) = (
            alliance.home("brand"), alliance.folder.appending(path: "backup").path()
        )
        var brand = try await TwoNodes.Running(home)
        let hub = try await TwoNodes.Running(alliance.home("hub"))
        let other = try await TwoNodes.Running(alliance.home("other"))
        let origin = brand.opened.writer.origin(in: .alliance)
        for name in ["someone", "xqvonne.zwiebel"] {
            try await brand.opened.report([try ErasureWorld.person(name)], to: .alliance)
        }
        // While the node runs.
        let manifest = try RecoveryRun.backUp(home, to: backup)
        #expect(manifest.ownLogs.map(\.size) == [2])
        // Said and erased after the backup.
        let later = try (0..<300).map { try ErasureWorld.person("later\($0)") }
        try await brand.opened.report(later, to: .alliance)
        try await RecoveryRun.wait(for: 302, of: origin, at: [hub, other])
        let id = try erase(1, of: origin, by: brand, alliance)
        for node in [brand, hub, other] {
            _ = try await RecoveryRun.eventually {
                try node.opened.logs.erasure(id)?.state == .finished ? true : nil
            }
        }
        let root = try #require(try brand.opened.logs.state(of: origin)).edge.root
        await brand.stop()
        try FileManager.default.moveItem(
            atPath: home.path, toPath: alliance.folder.appending(path: "lost").path())

        try HomeRestoration(backup).make(home, as: .replacement)
        // It holds what is erased, and so is not used for anything.
        #expect(try !alliance.files(of: "brand", with: Self.texts).isEmpty)
        #expect(await RecoveryRun.keyword { _ = try OpenedNode(home) } == "restored")
        #expect(
            await RecoveryRun.keyword { try await RecoveryRun.say("early", in: home) }
                == "restored")
        let logs = try await RecoveryRun.recover(home)
        #expect(logs.map(\.before) == [2])
        #expect(logs.map(\.held) == [302])
        #expect(try alliance.files(of: "brand", with: Self.texts) == [])

        brand = try await TwoNodes.Running(home)
        #expect(try brand.opened.logs.state(of: origin)?.edge.root == root)
        let next = try await brand.opened.report(
            [try ErasureWorld.person("afterwards")], to: .alliance)
        #expect(next.indexes == 302..<303)
        try await RecoveryRun.wait(for: 303, of: origin, at: [hub, other])
        for node in [brand, hub, other] {
            #expect(try node.opened.logs.state(of: origin)?.frozen == nil)
            let key = node.opened.roster.logKey(for: origin)
            let audit = try LogAudit(of: origin, in: node.opened.logs, key: key).run()
            #expect(audit.isSound && audit.payloadsAbsent == 1)
        }
        for node in [brand, hub, other] { await node.stop() }
        #expect(try alliance.files(of: "brand", with: Self.texts) == [])
    }

    @Test(
        "neither signs nor answers while too few others can be reached, nor while its original runs",
        .timeLimit(.minutes(30)))
    func alone() async throws {
        let alliance = try await ErasureAlliance(["brand", "hub", "other", "third"])
        let home = alliance.home("brand")
        try await RecoveryRun.say("someone", in: home)
        let backup = alliance.folder.appending(path: "backup").path()
        _ = try RecoveryRun.backUp(home, to: backup)
        let restored = HomeFolder(alliance.folder.appending(path: "restored").path())
        try HomeRestoration(backup).make(restored, as: .replacement)
        #expect(
            await RecoveryRun.keyword {
                try HomeRestoration(backup).make(restored, as: .replacement)
            } == "backup-exists")
        // Nobody; then one of three, which is no majority.
        #expect(
            await RecoveryRun.keyword { try await RecoveryRun.recover(restored) }
                == "too-few-answered")
        let hub = try await TwoNodes.Running(alliance.home("hub"))
        #expect(
            await RecoveryRun.keyword { try await RecoveryRun.recover(restored) }
                == "too-few-answered")
        #expect(!DurableFile.exists(restored.certs.logFence))
        let other = try await TwoNodes.Running(alliance.home("other"))
        let original = try await TwoNodes.Running(home)
        #expect(
            await RecoveryRun.keyword { try await RecoveryRun.recover(restored) }
                == "original-answers")
        await original.stop()
        try await RecoveryRun.recover(restored)
        #expect(try await RecoveryRun.say("next", in: restored).indexes == 1..<2)
        for node in [hub, other] { await node.stop() }
    }

    @Test(
        "of each channel it asks those who read it what was erased, also of one that it has left",
        .timeLimit(.minutes(30)), arguments: [true, false])
    func channelReaders(isSeatedAgain: Bool) async throws {
        let alliance = try await ErasureAlliance(["brand", "hub", "other", "third"])
        let channel = try ChannelID(parsing: "luxury")
        let (home, backup) = (
            alliance.home("brand"), alliance.folder.appending(path: "backup").path()
        )
        let brandID = try MemberID(parsing: "brand")
        try alliance.publish {
            $0.openChannel(channel, marking: .amber)
            for name in ["brand", "hub"] { try $0.seat(MemberID(parsing: name), in: channel) }
        }
        let brand = try await TwoNodes.Running(home)
        var hub = try await TwoNodes.Running(alliance.home("hub"))
        let origin = hub.opened.writer.origin(in: channel)
        let people = try ["someone", "xqvonne.zwiebel"].map { try ErasureWorld.person($0) }
        try await hub.opened.report(people, to: channel)
        try await RecoveryRun.wait(for: 2, of: origin, at: [brand])
        let own = brand.opened.writer.origin(in: channel)
        await brand.stop()
        // It writes nothing in the channel any more, so that no log of its own there is asked about.
        try alliance.publish { try $0.endSeat(of: brandID, in: channel, logEnds: [own: .void]) }
        if isSeatedAgain { try alliance.publish { try $0.seat(brandID, in: channel) } }
        try RecoveryRun.backUp(home, to: backup)
        let id = try erase(1, of: origin, by: hub, alliance)
        _ = try await RecoveryRun.eventually {
            try hub.opened.logs.erasure(id)?.state == .finished ? true : nil
        }
        await hub.stop()
        try FileManager.default.moveItem(
            atPath: home.path, toPath: alliance.folder.appending(path: "lost").path())
        try HomeRestoration(backup).make(home, as: .replacement)

        // Two of three members answer, a majority; of the channel they are told nothing.
        let other = try await TwoNodes.Running(alliance.home("other"))
        let third = try await TwoNodes.Running(alliance.home("third"))
        #expect(
            await RecoveryRun.keyword { try await RecoveryRun.recover(home) }
                == "too-few-answered")
        #expect(!DurableFile.exists(home.certs.logFence))
        hub = try await TwoNodes.Running(alliance.home("hub"))
        try await RecoveryRun.recover(home)
        #expect(try alliance.files(of: "brand", with: Self.texts) == [])
        #expect(try !alliance.files(of: "brand", with: ["someone@"]).isEmpty)
        for node in [hub, other, third] { await node.stop() }
    }

    @Test(
        "where nobody who reads a channel can be asked how far its log goes, a key that was made since needs nobody",
        .timeLimit(.minutes(30)))
    func newKey() async throws {
        let alliance = try await ErasureAlliance(["brand", "hub", "far"], outbound: ["far"])
        let channel = try ChannelID(parsing: "luxury")
        let home = alliance.home("brand")
        try alliance.publish {
            $0.openChannel(channel, marking: .amber)
            for name in ["brand", "far"] { try $0.seat(MemberID(parsing: name), in: channel) }
        }
        let hub = try await TwoNodes.Running(alliance.home("hub"))
        let backup = alliance.folder.appending(path: "backup").path()
        try RecoveryRun.backUp(home, to: backup)
        try FileManager.default.moveItem(
            atPath: home.path, toPath: alliance.folder.appending(path: "lost").path())
        try HomeRestoration(backup).make(home, as: .replacement)
        func recover() async -> String {
            await RecoveryRun.keyword { try await RecoveryRun.recover(home) }
        }
        #expect(await recover() == "nobody-to-ask")
        // As 'member new-epoch' does it.
        _ = try SigningFence.create(at: home.certs.logFence)
        _ = try home.certs.createLogKey(Epoch(2))
        #expect(await recover() == "nobody-to-ask", "the register names the key before")
        let before = try RecoveryRun.open(home, for: .recovery)
        let member = try #require(before.roster.member(before.member))
        let descriptor = try home.certs.memberKeys(epoch: Epoch(2)).descriptor(
            renewing: member, in: before.alliance)
        let request = try CertificateRequest(pem: descriptor.certificateRequest)
        let ends = before.roster.logs.map(\.origin).filter { $0.member == before.member }
        try before.close()
        try alliance.publish {
            try $0.admit(
                descriptor, tlsKey: request.spkiDigest,
                logEnds: Dictionary(uniqueKeysWithValues: ends.map { ($0, .void) }))
        }
        #expect(await recover() == "nothing")
        let node = try RecoveryRun.open(home)
        let next = try await node.report([ErasureWorld.person("next")], to: channel)
        #expect(next.origin.epoch == Epoch(2) && next.indexes == 0..<1)
        try node.close()
        await hub.stop()
    }

    @Test(
        "without keys in the backup it waits for them, and then asks for the admission of its cosigner key",
        .timeLimit(.minutes(30)))
    func withoutKeys() async throws {
        let alliance = try await ErasureAlliance(["brand", "hub"])
        let home = alliance.home("brand")
        try await RecoveryRun.say("someone", in: home)
        let backup = alliance.folder.appending(path: "backup").path()
        try RecoveryRun.backUp(home, to: backup, withKeys: false)
        let restored = HomeFolder(alliance.folder.appending(path: "restored").path())
        try HomeRestoration(backup).make(restored, as: .replacement)
        #expect(
            await RecoveryRun.keyword { try await RecoveryRun.recover(restored) }
                == "keys-missing")
        for name in ["log.key", "answer.key", "tls.key"] {
            try FileManager.default.copyItem(
                atPath: "\(home.certs.path)/\(name)", toPath: "\(restored.certs.path)/\(name)")
        }
        let hub = try await TwoNodes.Running(alliance.home("hub"))
        try await RecoveryRun.recover(restored)
        #expect(try await RecoveryRun.say("next", in: restored).indexes == 1..<2)
        let node = try RecoveryRun.open(restored)
        #expect(!node.isCosignerAdmitted)
        let asked = try restored.peers.read(descriptor: node.member)
        #expect(try asked.cosignerKey == node.cosigner().verifierKey)
        #expect(asked.logKeys.map(\.epoch) == [node.keys.epoch])
        try node.close()
        await hub.stop()
    }

    @Test(
        "a cosigner key that is put back signs nothing, whatever its name; one that was made there since does",
        .timeLimit(.minutes(30)), arguments: [true, false])
    func cosignerKeyPutBack(isBeside: Bool) async throws {
        let alliance = try await ErasureAlliance(["brand", "hub"])
        let home = alliance.home("brand")
        let original = try RecoveryRun.open(home)
        #expect(original.isCosignerAdmitted)
        let backup = alliance.folder.appending(path: "backup").path()
        try original.close()
        try RecoveryRun.backUp(home, to: backup)
        let restored = HomeFolder(alliance.folder.appending(path: "restored").path())
        try HomeRestoration(backup).make(restored, as: .replacement)
        func opened() throws -> OpenedNode { try RecoveryRun.open(restored, for: .recovery) }
        if isBeside {
            try FileManager.default.copyItem(
                atPath: home.certs.cosignerKey, toPath: restored.certs.cosignerKey(2))
        } else {
            // With the whole folder that it was in.
            try FileManager.default.removeItem(atPath: restored.certs.path)
            try FileManager.default.copyItem(
                atPath: home.certs.path, toPath: restored.certs.path)
            #expect(await RecoveryRun.keyword { _ = try opened() } == "cosigner-key-put-back")
            try restored.certs.createFurtherCosignerKey()
        }
        // The register names the one that was put back, and no other.
        let node = try opened()
        #expect(!node.isCosignerAdmitted)
        #expect(node.cosigners.signer(by: node.roster) == nil)
        let member = try #require(node.roster.member(node.member))
        let descriptor = try node.keys.descriptor(renewing: member, in: node.alliance)
        #expect(try descriptor.cosignerKey == node.cosigner().verifierKey)
        #expect(descriptor.cosignerKey != member.cosignerKeys.last?.key)
        let request = try CertificateRequest(pem: descriptor.certificateRequest)
        try alliance.publish { try $0.admit(descriptor, tlsKey: request.spkiDigest) }
        try FileManager.default.removeItem(atPath: restored.peers.roster)
        try FileManager.default.copyItem(
            atPath: alliance.authority.peers.roster, toPath: restored.peers.roster)
        try node.takeUpRosterFile()
        #expect(
            node.cosigners.signer(by: node.roster)?.verifierKey == descriptor.cosignerKey)
        try node.close()
    }

    @Test(
        "a whole folder put back to an old copy is noticed before its first signature, with or without a restart",
        .timeLimit(.minutes(30)))
    func rolledBack() async throws {
        let alliance = try await ErasureAlliance(["brand", "hub"])
        let home = alliance.home("brand")
        let hub = try await TwoNodes.Running(alliance.home("hub"))
        try await RecoveryRun.say("first", in: home)
        let snapshot = alliance.folder.appending(path: "snapshot").path()
        try FileManager.default.copyItem(atPath: home.path, toPath: snapshot)

        let brand = try await TwoNodes.Running(home)
        let origin = brand.opened.writer.origin(in: .alliance)
        for name in ["second", "third"] {
            try await brand.opened.report([try ErasureWorld.person(name)], to: .alliance)
        }
        try await RecoveryRun.wait(for: 3, of: origin, at: [hub])
        await brand.stop()
        func rollBack() throws {
            // A database that is being closed may still take files out of it.
            try FileManager.default.moveItem(
                atPath: home.path, toPath: "\(snapshot)-\(UUID().uuidString)")
            try FileManager.default.copyItem(atPath: snapshot, toPath: home.path)
        }
        func say() async -> String {
            await RecoveryRun.keyword { try await RecoveryRun.say("fork", in: home) }
        }
        try rollBack()
        #expect(await say() == "folder-went-back")
        // The machine was started anew meanwhile: others know.
        try RecoveryRun.restartMachine(of: home)
        #expect(await say() == "peer-ahead")
        // Nobody can be reached: it waits.
        await hub.stop()
        try rollBack()
        #expect(await say() == "own-log-unconfirmed")
        #expect(await say() == "own-log-unconfirmed")
        // So does a node that runs, until somebody is there to ask.
        let node = try RecoveryRun.open(home)
        #expect(try await node.beginSigning(in: [.alliance]) == [origin])
        let back = try await TwoNodes.Running(alliance.home("hub"))
        #expect(await say() == "peer-ahead")
        let logs = try await RecoveryRun.recover(home)
        #expect(logs.map(\.held) == [3])
        #expect(try await RecoveryRun.say("fourth", in: home).indexes == 3..<4)
        #expect(try back.opened.logs.state(of: origin)?.frozen == nil)
        await back.stop()
    }
}
