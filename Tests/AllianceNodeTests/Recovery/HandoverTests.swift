import AllianceNames
import AllianceNode
import Credentials
import Crypto
import Foundation
import Replication
import Roster
import Testing
import TransparencyLog

@Suite struct HandoverTests {
    private static let alliance = AllianceID(unchecked: "demo")
    private static let maison = MemberID(unchecked: "maison")
    private let key = Curve25519.Signing.PrivateKey()

    private func handover(_ epoch: UInt32 = 1) -> Handover {
        let origin = LogOrigin(
            alliance: Self.alliance, channel: .alliance, member: Self.maison, epoch: Epoch(epoch))
        return Handover(
            alliance: Self.alliance, member: Self.maison, epoch: Epoch(epoch), to: FenceID(),
            marks: [origin: FenceMark(size: 7, root: .sha256([7]))])
    }

    /// A register that names `key` for the member's first epoch.
    private func roster() throws -> VerifiedRoster {
        let now = UTCTimestamp(secondsSince1970: 1_790_000_000)
        let authority = try NoteSigner(
            name: KeyName.authority(of: Self.alliance), seed: [UInt8](repeating: 3, count: 32))
        var draft = RosterDraft(
            alliance: Self.alliance, authority: [authority.verifierKey], issuedAt: now,
            expiresAt: now.adding(days: 30))
        var descriptor = try MemberKeys().descriptor(
            of: Self.maison, name: "Maison", in: Self.alliance)
        descriptor.logKeys = [
            try Member.LogKey(
                epoch: Epoch(1), publicKey: Array(key.publicKey.rawRepresentation))
        ]
        try draft.admit(descriptor, tlsKey: .sha256([1]))
        var chain = RosterChain(trusting: [authority.verifierKey], alliance: Self.alliance)
        _ = try chain.accept(draft.signed(by: [authority]))
        return try #require(chain.newest)
    }

    @Test("what is printed is read back, and no other spelling")
    func roundTrip() throws {
        let handover = handover()
        #expect(Handover(parsing: handover.text) == handover)
        let bytes = Array(handover.text.utf8)
        for place in bytes.indices {
            var flipped = bytes
            flipped[place] ^= 1
            let read = Handover(parsing: String(decoding: flipped, as: UTF8.self))
            #expect(read != handover, "byte \(place)")
        }
        #expect(Handover(parsing: handover.text + "\n") == nil)
        #expect(Handover(parsing: "") == nil)
    }

    @Test("it counts under the member's newest log key alone")
    func signature() throws {
        let roster = try roster()
        let handover = handover()
        let note = try handover.signed(by: key)
        #expect(try Handover(verifying: note, by: roster) == handover)
        func keyword(_ note: SignedNote) -> String? {
            do {
                _ = try Handover(verifying: note, by: roster)
                return nil
            } catch { return (error as? RecoveryError)?.keyword }
        }
        #expect(
            keyword(try handover.signed(by: Curve25519.Signing.PrivateKey()))
                == "handover-unsigned")
        #expect(keyword(try self.handover(2).signed(by: key)) == "handover-unsigned")
        // A checkpoint that the same key signed is no handover.
        let origin = try #require(handover.marks.keys.first)
        let signer = try NoteSigner(name: origin.description, privateKey: key)
        let text = "\(origin)\n7\n\(Digest.sha256([7]))\n"
        let checkpoint = try SignedNote(text: text, signatures: [signer.sign(text: text)])
        #expect(keyword(checkpoint) == "handover-malformed")
    }

    @Test("a folder's standing is read back, and no other spelling")
    func standing() throws {
        let time = UTCTimestamp(secondsSince1970: 1_790_000_000)
        for standing in [
            HomeStanding(restoredFrom: time), HomeStanding(standby: FenceID()),
            HomeStanding(restoredFrom: time, standby: FenceID()),
        ] {
            #expect(HomeStanding(parsing: standing.description) == standing)
            #expect(!standing.signs)
            #expect(HomeStanding(parsing: standing.description + "x") == nil)
        }
        #expect(HomeStanding(parsing: HomeStanding().description) == nil)
        #expect(HomeStanding(parsing: "touchstone-standing 1\nstandby nobody\n") == nil)
        #expect(HomeStanding(parsing: "") == nil)
    }
}
