import AllianceNames
import AllianceNode
import Complaints
import Credentials
import Foundation
import NodeAPI
import Roster
import Statements
import Testing
import TransparencyLog

@Suite("Of files of complaints between two running nodes", .serialized)
struct EvidenceSystemTests {
    /// Of nodes in this process nothing tells when the background has done its work, so it is looked
    /// for until it is there; the test's time limit ends a search for what never comes.
    private func eventually<Value>(_ look: () async throws -> Value?) async throws -> Value {
        while true {
            if let found = try await look() { return found }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    @Test(
        "filed at the brand, seen at the platform, with the file that it rests on",
        .timeLimit(.minutes(30)))
    func fetched() async throws {
        let alliance = try await ErasureAlliance(["brand", "platform"])
        try alliance.openDesk(JudgeParty.channel)
        let brand = try await TwoNodes.Running(alliance.home("brand"))
        let platform = try await TwoNodes.Running(alliance.home("platform"))
        try await brand.opened.report([.right(JudgeParty.right)], to: .alliance)
        let desk = try DeskOfParty(brand.opened)
        // More than one piece.
        let bytes = DeskOfParty.picture(5 << 20, seed: 7)
        let kept = try await desk.desk.keep(bytes)
        var complaint = JudgeParty.complaint(
            [try JudgeParty.listing(1)], ground: .counterfeitFeatures)
        complaint.evidence = [DeskOfParty.file(kept, .featurePhotographs)]
        let id = try await desk.file(complaint)

        let reader = try DeskOfParty(platform.opened)
        let found = try await eventually {
            try await reader.desk.evidence(kept.digest, of: id)
        }
        #expect(found.bytes == bytes && found.mediaType == "image/png")
        #expect(try await reader.desk.complaint(id)?.held == [kept.digest])
        let path = "\(platform.opened.home.evidence)/\(kept.digest.hex)"
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
        #expect(mode as? Int == 0o600)
        try desk.close()
        try reader.close()
        await brand.stop()
        await platform.stop()
    }

    @Test(
        "a brand that takes no connections brings its file to the platform, and other readers have it from there",
        .timeLimit(.minutes(30)))
    func brought() async throws {
        let names = ["brand", "platform", "reader"]
        let alliance = try await ErasureAlliance(names, outbound: ["brand"])
        try alliance.openDesk(JudgeParty.channel, readBy: names)
        let brand = try await TwoNodes.Running(alliance.home("brand"))
        let platform = try await TwoNodes.Running(alliance.home("platform"))
        try await brand.opened.report([.right(JudgeParty.right)], to: .alliance)
        let desk = try DeskOfParty(brand.opened)
        // More than one piece.
        let bytes = DeskOfParty.picture(3 << 20, seed: 7)
        let kept = try await desk.desk.keep(bytes)
        var complaint = JudgeParty.complaint(
            [try JudgeParty.listing(1)], ground: .counterfeitFeatures)
        complaint.evidence = [DeskOfParty.file(kept, .featurePhotographs)]
        let id = try await desk.file(complaint)

        let atPlatform = try DeskOfParty(platform.opened)
        let found = try await eventually {
            try await atPlatform.desk.evidence(kept.digest, of: id)
        }
        #expect(found.bytes == bytes && found.mediaType == "image/png")
        #expect(try await atPlatform.desk.complaint(id)?.held == [kept.digest])
        // From the platform alone: the brand's node serves nobody, and is not even there.
        try desk.close()
        await brand.stop()
        let reader = try await TwoNodes.Running(alliance.home("reader"))
        let atReader = try DeskOfParty(reader.opened)
        let fetched = try await eventually {
            try await atReader.desk.evidence(kept.digest, of: id)
        }
        #expect(fetched.bytes == bytes)
        try atPlatform.close()
        try atReader.close()
        await platform.stop()
        await reader.stop()
    }
}
