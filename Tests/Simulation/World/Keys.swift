import AllianceNames
import Crypto
import Roster
import Synchronization
import TransparencyLog

/// The keys of everybody in a simulation, made from their names once for all runs of a process.
enum Keys {
    static let alliance = AllianceID(unchecked: "sim.example")

    private static let signers = Mutex<[String: NoteSigner]>([:])
    private static let logKeys = Mutex<[String: Curve25519.Signing.PrivateKey]>([:])

    private static func signer(
        _ name: String, seed: String, _ algorithm: VerifierKey.Algorithm = .ed25519
    ) -> NoteSigner {
        signers.withLock { signers in
            if let known = signers[name + seed] { return known }
            let seedBytes = TransparencyLog.Digest.sha256(Array(seed.utf8)).bytes
            guard let made = try? NoteSigner(name: name, seed: seedBytes, algorithm: algorithm)
            else { preconditionFailure("no key for \(name)") }
            signers[name + seed] = made
            return made
        }
    }

    /// One key signs all of a member's logs in an epoch.
    static func log(_ origin: LogOrigin) -> NoteSigner {
        signer(origin.description, seed: "log \(origin.member) \(origin.epoch)")
    }

    static func privateLogKey(_ member: MemberID, _ epoch: Epoch) -> Curve25519.Signing.PrivateKey {
        let name = "log \(member) \(epoch)"
        return logKeys.withLock { logKeys in
            if let known = logKeys[name] { return known }
            let seed = TransparencyLog.Digest.sha256(Array(name.utf8)).bytes
            guard let made = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else {
                preconditionFailure("32 bytes are a seed")
            }
            logKeys[name] = made
            return made
        }
    }

    static func cosigner(_ member: MemberID) -> NoteSigner {
        signer("\(alliance)/cosigner/\(member)", seed: "cosigner \(member)", .cosignatureV1)
    }

    static let authority = signer("\(alliance)/authority", seed: "authority")
    /// Somebody's who would like to be the authority.
    static let stranger = signer("\(alliance)/authority", seed: "stranger")

    static func origin(_ member: MemberID, _ channel: ChannelID, _ epoch: UInt32 = 1) -> LogOrigin {
        LogOrigin(alliance: alliance, channel: channel, member: member, epoch: Epoch(epoch))
    }
}
