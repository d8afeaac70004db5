import AllianceNames
import AllianceNode
import Casework
import Credentials
import Replication
import Roster
import Synchronization
import Testing
import TransparencyLog

/// An answer key that is made beside the one in use.
@Suite struct OwnAnswerKeyTests {
    /// Keeps what is sent, and never answers.
    private final class Away: LetterPassing {
        let sent = Mutex<[[UInt8]]>([])

        func pass(
            _ text: [UInt8], to peer: MemberID, deadline: Duration
        ) async throws -> [UInt8] {
            sent.withLock { $0.append(text) }
            throw PeerError.unreachable("away")
        }
    }

    private let alliance: ErasureAlliance
    private let home: HomeFolder
    private let first: VerifierKey

    init() async throws {
        alliance = try await ErasureAlliance(["own", "other"])
        home = alliance.home("own")
        let node = try OpenedNode(home)
        first = node.answerSigner().verifierKey
        try node.close()
    }

    private func signs(_ node: OpenedNode) -> VerifierKey { node.answerSigner().verifierKey }

    private func afterRestart() throws -> VerifierKey {
        let node = try OpenedNode(home)
        defer { try? node.close() }
        return signs(node)
    }

    /// - Returns: the key that the descriptor asks for.
    private func admit(by node: OpenedNode) throws -> VerifierKey {
        let member = try #require(node.roster.member(node.member))
        let descriptor = try home.certs.memberKeys(epoch: Epoch(1))
            .descriptor(renewing: member, in: node.alliance)
        let request = try CertificateRequest(pem: descriptor.certificateRequest)
        try alliance.publish { try $0.admit(descriptor, tlsKey: request.spkiDigest) }
        try node.takeUpRosterFile()
        return try #require(descriptor.answerKey)
    }

    @Test("a further key signs nothing before the register names it, and alone from then on")
    func whileRunning() async throws {
        let node = try OpenedNode(home)
        let (passing, other) = (Away(), MemberID(unchecked: "other"))
        // Made before the key, as in a running node.
        let sending = node.letterSending(over: passing)
        /// Whether who has the register of the moment believes the next letter.
        func isBelieved(by roster: VerifiedRoster) async throws -> Bool {
            _ = try? await sending.send([], to: other)
            let text = try #require(passing.sent.withLock { $0.last })
            let letter = try Letter(parsing: text)
            do {
                _ = try letter.verified(
                    .ask, from: node.member, to: other, roster: roster, at: node.clock.now())
                return true
            } catch { return false }
        }
        let before = node.roster
        try home.certs.createFurtherAnswerKey()
        #expect(try signs(node) == first && afterRestart() == first)
        #expect(try await isBelieved(by: before))

        let further = try admit(by: node)
        #expect(try further != first && signs(node) == further && afterRestart() == further)
        #expect(try await isBelieved(by: node.roster))
        #expect(try await !isBelieved(by: before), "signed with the further key")
        // The one before is shut out.
        let first = first
        try alliance.publish { try $0.endKey(first, of: MemberID(parsing: "own")) }
        try node.takeUpRosterFile()
        #expect(try signs(node) == further && afterRestart() == further)
        #expect(try await isBelieved(by: node.roster))
        try node.close()
    }

    @Test("one that waits signs nothing where the one before was shut out")
    func shutOut() throws {
        let node = try OpenedNode(home)
        try home.certs.createFurtherAnswerKey()
        let first = first
        try alliance.publish { try $0.endKey(first, of: MemberID(parsing: "own")) }
        try node.takeUpRosterFile()
        #expect(node.roster.answerKeys(of: node.member).isEmpty)
        #expect(try signs(node) == first && afterRestart() == first)
        let further = try admit(by: node)
        #expect(try signs(node) == further && afterRestart() == further)
        try node.close()
    }
}
