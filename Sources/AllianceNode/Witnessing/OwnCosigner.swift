package import AllianceNames
package import Roster
import Synchronization
package import TransparencyLog

/// This folder's cosigner keys, and which of them signs: by each register one
/// (`VerifiedRoster.cosignerKey(of:among:)`).
///
/// A further key is made while the node runs, and signs nothing before a register names it. What was cosigned
/// is in the record for all of them together, so another key sees no less than the one before.
package final class OwnCosigner: Sendable {
    private let member: MemberID
    private let read: @Sendable () throws -> [NoteSigner]
    /// The oldest first.
    private let held: Mutex<[NoteSigner]>

    /// - Parameter read: what signs with each key that is here, the oldest first. Blocks.
    package init(
        member: MemberID, read: @escaping @Sendable () throws -> [NoteSigner]
    ) throws {
        self.member = member
        self.read = read
        held = Mutex(try read())
    }

    /// Looks for keys that were made since. Blocks.
    package func takeUp() throws {
        let found = try read()
        held.withLock { $0 = found }
    }

    /// Nil where the register names no key that is here.
    package func signer(by roster: VerifiedRoster) -> NoteSigner? {
        let signers = held.withLock { $0 }
        let key = roster.cosignerKey(of: member, among: signers.map(\.verifierKey))
        return signers.last { $0.verifierKey == key }
    }
}
