import AllianceNode
import Credentials
import Replication
import Roster
import TransparencyLog

/// How a member proposes to erase what it said itself: it sees what goes, nothing that is held as evidence goes, and what
/// it signed is written for the authority that countersigns it.
struct ErasureProposing {
    let node: OpenedNode
    /// The member's folder, for messages.
    let home: String

    /// - Throws: `ErasureError.onHold`; `CommandError` where the log's key is not here.
    func signed(_ certificate: ErasureCertificate) throws -> SignedErasure {
        let origin = certificate.origin
        try node.roster.roster.checkHolds(certificate.entries, of: origin)
        guard let signer = try node.logSigner(origin) else {
            throw CommandError(
                "the log key of \(origin) is not in \(home)/certs, so the author cannot sign; the authority can order it alone"
            )
        }
        return SignedErasure(certificate, by: [signer])
    }

    /// Keeps it here, and writes it to a folder.
    /// - Returns: what is kept, and what is said of it.
    func propose(
        _ signed: SignedErasure, to output: String
    ) throws -> (record: ErasureRecord, said: String) {
        let record = try node.erasureRegister.accept(signed).record
        let path = try ErasureFile.write(record.signed, to: output)
        return (
            record,
            "Wrote \(path). Next: touchstone alliance countersign-erasure \(path) --home <the authority's folder> --yes"
        )
    }
}
