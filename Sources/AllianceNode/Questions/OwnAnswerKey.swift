package import AllianceNames
package import Roster
package import TransparencyLog

/// This folder's answer keys, and which of them signs: by each register one (`VerifiedRoster.answerKey(of:among:)`).
///
/// A further key is made while the node runs, and signs nothing before a register names it.
package struct OwnAnswerKey: Sendable {
    private let member: MemberID
    private let held: HeldSigners

    /// - Parameter read: what signs with each key that is here, the oldest first; it throws where there is none.
    ///   Blocks.
    package init(
        member: MemberID, read: @escaping @Sendable () throws -> [NoteSigner]
    ) throws {
        self.member = member
        held = try HeldSigners(read: read)
    }

    /// Where the register names no key that is here, the oldest, which nobody believes who has that register: so
    /// one that waits for its admission never signs. Blocks.
    package func signer(by roster: VerifiedRoster) -> NoteSigner {
        let signers = held.signers(by: roster, naming: roster.answerKeys(of: member))
        let key = roster.answerKey(of: member, among: signers.map(\.verifierKey))
        guard let signer = signers.last(where: { $0.verifierKey == key }) ?? signers.first else {
            preconditionFailure("a folder without an answer key was opened")
        }
        return signer
    }
}
