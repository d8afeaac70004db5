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
    private let held: Mutex<Held>

    private struct Held {
        /// The oldest first.
        var signers: [NoteSigner]
        /// The register that named a key which was not among them.
        var lookedFor: Digest?
    }

    /// - Parameter read: what signs with each key that is here, the oldest first. Blocks.
    package init(
        member: MemberID, read: @escaping @Sendable () throws -> [NoteSigner]
    ) throws {
        self.member = member
        self.read = read
        held = Mutex(Held(signers: try read()))
    }

    /// Nil where the register names no key that is here. A key that it names and that was made since is looked for,
    /// once for each register, so that none before it signs under that register; what cannot be read then is as
    /// good as not there. Blocks.
    package func signer(by roster: VerifiedRoster) -> NoteSigner? {
        held.withLock { held in
            let here = held.signers.map(\.verifierKey)
            if held.lookedFor != roster.digest,
                !roster.cosignerKeys(of: member).allSatisfy(here.contains)
            {
                held.lookedFor = roster.digest
                if let found = try? read() { held.signers = found }
            }
            let key = roster.cosignerKey(
                of: member, among: held.signers.map(\.verifierKey))
            return held.signers.last { $0.verifierKey == key }
        }
    }
}
