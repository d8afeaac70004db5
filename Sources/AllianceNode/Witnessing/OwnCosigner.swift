package import AllianceNames
package import Roster
package import TransparencyLog

/// This folder's cosigner keys, and which of them signs: by each register one
/// (`VerifiedRoster.cosignerKey(of:among:)`).
///
/// A further key is made while the node runs, and signs nothing before a register names it. What was cosigned
/// is in the record for all of them together, so another key sees no less than the one before.
package struct OwnCosigner: Sendable {
    private let member: MemberID
    private let held: HeldSigners

    /// - Parameter read: what signs with each key that is here, the oldest first. Blocks.
    package init(
        member: MemberID, read: @escaping @Sendable () throws -> [NoteSigner]
    ) throws {
        self.member = member
        held = try HeldSigners(read: read)
    }

    /// Nil where the register names no key that is here. Blocks.
    package func signer(by roster: VerifiedRoster) -> NoteSigner? {
        let signers = held.signers(by: roster, naming: roster.cosignerKeys(of: member))
        let key = roster.cosignerKey(of: member, among: signers.map(\.verifierKey))
        return signers.last { $0.verifierKey == key }
    }
}
