import AllianceNames
import AllianceNode
package import ArgumentParser
import AuditTrail
import Replication
import Roster
import SQLiteStore
import TransparencyLog

package struct EvidenceList: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "The evidence held here: made by this node, or shown by others and verified.",
        discussion: """
            A member with conflicting records is suspended on every node until the member register \
            ends the log in question.

            Example: touchstone evidence list
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var purpose: PurposeOption
    @OptionGroup package var format: FormatOption

    package init() {}

    package func run() throws {
        let node = try home.open(isMerged: false)
        let output = EvidenceOutput(
            evidence: try node.logs.evidence(after: 0, limit: .max).map {
                EvidenceOutput.Piece($0, roster: node.roster)
            })
        try home.recordLook(
            .view, by: "evidence list", results: output.evidence.count, for: purpose.stated)
        switch format.format {
        case .json: try Output.write(json: output)
        case .table:
            var table = Table(["number", "kind", "log", "shown by", "since", "remarks"])
            for piece in output.evidence {
                table.append([
                    "\(piece.number)", piece.kind, piece.origin, piece.shownBy ?? "found here",
                    piece.keptAt, piece.remarks,
                ])
            }
            Output.write(table.isEmpty ? "No evidence is held." : table.text)
        }
    }
}

struct EvidenceOutput: VersionedOutput {
    struct Piece: Encodable {
        let number: UInt64
        /// `fork` or `erasure`.
        let kind: String
        let origin: String
        let member: String
        /// Absent for what was made here.
        let shownBy: String?
        let keptAt: String
        /// Set for a fork: whether its author is suspended because of it now.
        let suspends: Bool?
        /// Set for an erasure: the certificate's name, as `erasure list` has it. Each set of signatures is a piece.
        let certificate: String?
        let signatures: Int?

        init(_ piece: NumberedEvidence, roster: VerifiedRoster) {
            let record = piece.record
            number = piece.number
            kind = record.kind.rawValue
            origin = record.origin.description
            member = record.origin.member.rawValue
            shownBy = record.shownBy?.rawValue
            keptAt = MomentText.print(record.keptAt)
            suspends = record.kind == .fork ? roster.scope(of: record.origin) == .open : nil
            let erasure =
                record.kind == .erasure ? try? SignedErasure(parsing: record.text) : nil
            certificate = erasure?.certificate.id.hex
            signatures = erasure?.note.signatures.count
        }

        /// For people.
        var remarks: String {
            switch suspends {
            case true?: "conflicting records; member suspended"
            case false?: "conflicting records; log ended by the member register"
            case nil:
                certificate.map {
                    "certificate \($0.prefix(ErasureFile.nameDigits)), \(Plural.text(signatures ?? 0, "signature"))"
                } ?? ""
            }
        }
    }
    let version = 1
    let evidence: [Piece]
}
