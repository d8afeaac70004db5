import AllianceNames
import AllianceNode
import Complaints
import Credentials
import Foundation
import NodeAPI
import Replication
import Roster
import SQLiteStore
import Statements
import Testing
import TransparencyLog

/// Files of complaints where a brand's folder is lost, over TLS.
@Suite("Files of complaints in a restored node, over TLS", .serialized)
struct RestoredEvidenceSystemTests {
    @Test(
        "erases those of erased statements before it is used, and serves the others to the platform",
        .timeLimit(.minutes(30)))
    func restored() async throws {
        let alliance = try await ErasureAlliance(["brand", "platform"])
        try alliance.openDesk(JudgeParty.channel)
        let home = alliance.home("brand")
        var brand = try await TwoNodes.Running(home)
        let platform = try await TwoNodes.Running(alliance.home("platform"))
        try await brand.opened.report([.right(JudgeParty.right)], to: .alliance)
        let desk = try DeskOfParty(brand.opened)
        var ids: [EntryReference] = []
        var files: [KeptEvidence] = []
        for number in 1...2 {
            let kept = try await desk.desk.keep(DeskOfParty.picture(100 * number))
            var complaint = JudgeParty.complaint(
                [try JudgeParty.listing(number)], ground: .counterfeitFeatures)
            complaint.evidence = [DeskOfParty.file(kept, .featurePhotographs)]
            ids.append(try await desk.file(complaint))
            files.append(kept)
        }
        let backup = alliance.folder.appending(path: "backup").path()
        #expect(try RecoveryRun.backUp(home, to: backup).evidence?.files == 2)
        try await RecoveryRun.wait(for: 2, of: ids[0].origin, at: [platform])
        let certificate = try ErasureCertificate(
            origin: ids[0].origin, entries: EntryRanges([ids[0].index]), reason: .request,
            issuedAt: UTCTimestamp(millisecondsSince1970: brand.opened.clock.now()))
        let signer = try #require(try brand.opened.logSigner(ids[0].origin))
        try brand.opened.erasureRegister.accept(
            SignedErasure(certificate, by: [signer, try alliance.signer()]))
        for node in [brand, platform] {
            _ = try await RecoveryRun.eventually {
                try node.opened.logs.erasure(certificate.id)?.state == .finished ? true : nil
            }
        }
        try desk.close()
        await brand.stop()
        try FileManager.default.moveItem(
            atPath: home.path, toPath: alliance.folder.appending(path: "lost").path())

        try HomeRestoration(backup).make(home, as: .replacement)
        #expect(try DurableFile.names(in: home.evidence).count == 2)
        try await RecoveryRun.recover(home)
        #expect(try DurableFile.names(in: home.evidence) == [files[1].digest.hex])
        // It has it from nobody, so gives it to who has lost it.
        let elsewhere = try DeskOfParty(platform.opened)
        _ = try await RecoveryRun.eventually {
            elsewhere.complaints.shelf.holds(files[1].digest) ? true : nil
        }
        try DurableFile.write(
            [1], to: "\(platform.opened.home.evidence)/\(files[1].digest.hex)", mode: .secret,
            replacing: true)
        #expect(try await elsewhere.desk.evidence(files[1].digest, of: ids[1]) == nil)
        brand = try await TwoNodes.Running(home)
        // A round begins with what is said.
        try await platform.opened.report([.right(JudgeParty.right)], to: .alliance)
        let found = try await RecoveryRun.eventually {
            try await elsewhere.desk.evidence(files[1].digest, of: ids[1])
        }
        #expect(found.bytes == DeskOfParty.picture(200))
        try elsewhere.close()
        await brand.stop()
        await platform.stop()
    }
}
