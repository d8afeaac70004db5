import AllianceNames
import AllianceNode
import Credentials
import Foundation
import Replication
import Roster
import SQLiteStore
import TransparencyLog

/// A folder that holds a fork proof, and a member register of which the authority has signed one version
/// twice: what no command does.
enum RivalRegisters {
    /// Two more versions follow on the newest one before the rival of the first of them arrives.
    /// - Parameters:
    ///   - authority: its folder.
    ///   - member: the folder of a member, which is proved to have signed two histories.
    /// - Returns: the log.
    static func take(authority: URL, member: URL) throws -> LogOrigin {
        let node = try OpenedNode(HomeFolder(member.path()))
        let signer = try HomeFolder(authority.path()).certs.authoritySigner(of: node.alliance)
        let trunk = node.roster
        func next(after roster: VerifiedRoster, seconds: UInt64) throws -> SignedNote {
            let issued = UTCTimestamp(
                millisecondsSince1970: roster.roster.issuedAt.millisecondsSince1970 + seconds
                    * 1_000)
            return try RosterDraft(
                after: roster, issuedAt: issued, expiresAt: roster.roster.expiresAt
            ).signed(by: [signer])
        }
        for _ in 0..<2 { try node.register.accept(next(after: node.roster, seconds: 1)) }
        guard case .forked = try node.register.accept(next(after: trunk, seconds: 2)) else {
            throw CocoaError(.fileReadUnknown)
        }
        let origin = node.writer.origin(in: .alliance)
        let logSigner = try node.keys.logSigner(for: origin)
        func signed(_ root: UInt8) throws -> SignedCheckpoint {
            try SignedCheckpoint(
                signing: Checkpoint(
                    origin: origin.description, size: 1, root: .sha256([root])), by: logSigner)
        }
        let proof = try ForkProof(ofOneSize: signed(1), signed(2))
            .verified(by: logSigner.verifierKey)
        _ = try node.logs.keep(EvidenceRecord(fork: proof, shownBy: nil, keptAt: 1))
        try node.close()
        return origin
    }
}
