import Roster
import TransparencyLog

extension EvidenceRecord {
    /// An erasure certificate as its channel's readers get it, complete or still to be signed by others.
    /// Each set of signatures is a piece of its own, so that one which came later travels too; there are
    /// no more of them than keys that can sign.
    package init(erasure: ErasureRecord) {
        let text = erasure.signed.note.description
        self.init(
            recorded: .erasure, origin: erasure.origin,
            subject: "\(erasure.id.hex)/\(Digest.sha256(Array(text.utf8)).hex)", text: text,
            shownBy: nil,
            keptAt: erasure.signed.certificate.issuedAt.millisecondsSince1970)
    }
}
