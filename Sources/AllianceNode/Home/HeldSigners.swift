package import Roster
import Synchronization
package import TransparencyLog

/// This folder's keys of one kind of which there may be several, the oldest first: those that were here when it was
/// opened, and one that was made since once a register names it.
package final class HeldSigners: Sendable {
    private let read: @Sendable () throws -> [NoteSigner]
    private let held: Mutex<Held>

    private struct Held {
        var signers: [NoteSigner]
        /// The register that named a key which was not among them.
        var lookedFor: Digest?
    }

    /// - Parameter read: what signs with each key that is here, the oldest first. Blocks.
    package init(read: @escaping @Sendable () throws -> [NoteSigner]) throws {
        self.read = read
        held = Mutex(Held(signers: try read()))
    }

    /// A key that the register names and that was made since is looked for, once for each register, so that none
    /// before it signs under that register; where the keys cannot be read, those before sign on, and they are looked
    /// for again the next time. Blocks.
    /// - Parameter open: the keys of this kind that the register names.
    package func signers(
        by roster: VerifiedRoster, naming open: [VerifierKey]
    ) -> [NoteSigner] {
        held.withLock { held in
            let here = held.signers.map(\.verifierKey)
            if held.lookedFor != roster.digest, !open.allSatisfy(here.contains),
                let found = try? read()
            {
                (held.lookedFor, held.signers) = (roster.digest, found)
            }
            return held.signers
        }
    }
}
