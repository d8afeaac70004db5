import AllianceNames
import AllianceNode
import Credentials
import Replication
import Roster
import SQLiteStore
import TransparencyLog

/// How an authority signs an erasure: it sees what goes, nothing that is held as evidence goes, and
/// what it signed is written for the node that applies it.
struct ErasureSigning {
    let folder: AuthorityFolder
    /// A member's folder on this machine, whose record shows what the entries say.
    let source: String?

    /// Shows what would be signed.
    /// - Throws: `ErasureError.onHold`, `.unknownLog`.
    func show(_ certificate: ErasureCertificate) throws {
        guard folder.roster.log(certificate.origin) != nil else {
            throw ErasureError.unknownLog(certificate.origin)
        }
        try folder.roster.roster.checkHolds(certificate.entries, of: certificate.origin)
        let logs = try source.map { try SQLiteLogStore(path: HomeFolder($0).logDatabase) }
        Output.write(try ErasureSummary(certificate, from: logs).text)
        try logs?.close()
    }

    /// Signs, and writes the note to `folder`.
    func sign(_ signed: SignedErasure, to output: String) throws {
        var signed = signed
        signed.add(folder.signer)
        let path = try ErasureFile.write(signed, to: output)
        let standing = try signed.standing(by: folder.roster)
        if standing.isComplete {
            Output.write(
                "Signed \(path). Next: touchstone erasure apply \(path) --home <a member's folder> --yes"
            )
            return
        }
        var missing: [String] = []
        if standing.reason.needsAuthor, !standing.isAuthorSigned {
            missing.append("the author")
        }
        if standing.authorityKeys < standing.threshold {
            missing.append(
                Plural.text(
                    standing.threshold - standing.authorityKeys, "further key of the authority",
                    "further keys of the authority"))
        }
        Output.write("Signed \(path). Still to sign: \(missing.joined(separator: " and ")).")
    }
}
