package import AllianceNames
import Casework
package import Roster
package import TransparencyLog

/// Brings signed texts to a member's node, wherever that is.
package protocol LetterPassing: Sendable {
    func pass(
        _ text: [UInt8], to peer: MemberID, deadline: Duration
    ) async throws -> [UInt8]
}

/// The sending side of letters: directly where the member can be called, through a platform's node where it
/// cannot. What goes by there is sealed, and of one length.
package struct LetterSending: Sendable {
    package static let deadline = Duration.seconds(20)

    private let alliance: AllianceID
    private let member: MemberID
    private let roster: @Sendable () -> VerifiedRoster?
    private let signer: @Sendable () -> NoteSigner
    private let passing: any LetterPassing
    private let deadline: Duration
    private let now: @Sendable () -> UInt64

    /// - Parameters:
    ///   - signer: with this member's answer key, as the register names it now.
    ///   - deadline: of each call.
    ///   - now: milliseconds since 1970.
    package init(
        alliance: AllianceID, member: MemberID,
        roster: @escaping @Sendable () -> VerifiedRoster?,
        signer: @escaping @Sendable () -> NoteSigner,
        passing: any LetterPassing, deadline: Duration = LetterSending.deadline,
        now: @escaping @Sendable () -> UInt64
    ) {
        self.alliance = alliance
        self.member = member
        self.roster = roster
        self.signer = signer
        self.passing = passing
        self.deadline = deadline
        self.now = now
    }

    /// What the other node says to it.
    /// - Throws: `PeerError` where there is no way, or the other refuses; `LetterError` for an answer that is
    ///   not that member's to this.
    package func send(_ content: [UInt8], to peer: MemberID) async throws -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        let nonce = (0..<Letter.nonceBytes).map { _ in
            UInt8.random(in: .min ... .max, using: &generator)
        }
        let ask = try Letter(.ask, from: member, to: peer, at: now(), nonce, signedBy: signer())
        let key = try await body(of: .key, to: ask, of: peer)
        guard key.count == Letter.keyBytes else { throw LetterError.form }
        let (sealed, reply) = try LetterSeal.sealed(
            content, with: key, .init(alliance, from: member, to: peer))
        let letter = try Letter(
            .letter, from: member, to: peer, at: now(), key + sealed, signedBy: signer())
        return try reply.opened(try await body(of: .reply, to: letter, of: peer))
    }

    /// What stands in the answer behind the digest of what it answers.
    private func body(
        of kind: Letter.Kind, to letter: Letter, of peer: MemberID
    ) async throws -> [UInt8] {
        let bytes = try await passing.pass(letter.bytes, to: peer, deadline: deadline)
        guard let roster = roster() else { throw LetterError.sender(peer) }
        let answer = try Letter(parsing: bytes).verified(
            kind, from: peer, to: member, roster: roster, at: now())
        guard answer.body.starts(with: letter.digest.bytes) else { throw LetterError.form }
        return Array(answer.body.dropFirst(Digest.byteCount))
    }
}
