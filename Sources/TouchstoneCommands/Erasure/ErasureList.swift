import AllianceNames
import AllianceNode
package import ArgumentParser
import Replication
import Roster
import SQLiteStore
import TransparencyLog

package struct ErasureList: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "The erasure certificates held here, and how far this node is with each.",
        discussion: "Example: touchstone erasure list --home verel")

    @OptionGroup package var home: HomeOption
    @OptionGroup package var format: FormatOption

    package init() {}

    package func run() throws {
        let node = try home.open(isMerged: false)
        let output = ErasuresOutput(try node.logs.erasures(), by: node.roster)
        switch format.format {
        case .json: try Output.write(json: output)
        case .table:
            var table = Table(["certificate", "log", "entries", "reason", "issued", "state"])
            for erasure in output.erasures {
                table.append([
                    String(erasure.id.prefix(ErasureFile.nameDigits)), erasure.origin,
                    erasure.entries, erasure.reason, erasure.issuedAt, erasure.remark,
                ])
            }
            Output.write(table.isEmpty ? "No erasure certificate is held here." : table.text)
        }
    }
}

/// Erasure certificates: the JSON of `erasure list`, `show` and `apply`.
struct ErasuresOutput: VersionedOutput {
    struct Erasure: Encodable {
        /// SHA-256 of the certificate's text, in hex.
        let id: String
        let origin: String
        /// As `3,17-20`.
        let entries: String
        let reason: String
        let issuedAt: String
        /// `proposed`, `complete`, `wiped` or `finished`.
        let state: String
        let finishedAt: String?
        let authorSigned: Bool
        let authoritySignatures: Int
        let authorityThreshold: Int
        /// The signed note.
        let note: String

        init(_ record: ErasureRecord, by roster: VerifiedRoster) {
            let certificate = record.signed.certificate
            let standing = try? record.signed.standing(by: roster)
            id = record.id.hex
            origin = record.origin.description
            entries = record.entries.description
            reason = certificate.reason.rawValue
            issuedAt = certificate.issuedAt.description
            state = "\(record.state)"
            finishedAt = record.finishedAt.map(MomentText.print)
            authorSigned = standing?.isAuthorSigned ?? false
            authoritySignatures = standing?.authorityKeys ?? 0
            authorityThreshold = standing?.threshold ?? 0
            note = record.signed.note.description
            missing =
                standing.map { standing in
                    var missing: [String] = []
                    if standing.reason.needsAuthor, !standing.isAuthorSigned {
                        missing.append("the author")
                    }
                    if standing.authorityKeys < standing.threshold {
                        missing.append(
                            Plural.text(
                                standing.threshold - standing.authorityKeys,
                                "key of the authority", "keys of the authority"))
                    }
                    return missing.joined(separator: " and ")
                } ?? "the log's admission"
        }

        private let missing: String

        private enum CodingKeys: CodingKey {
            case id, origin, entries, reason, issuedAt, state, finishedAt, authorSigned
            case authoritySignatures, authorityThreshold, note
        }

        /// For people.
        var remark: String {
            switch state {
            case "proposed": "proposed, awaits \(missing)"
            case "finished": "erased"
            default: "being erased"
            }
        }
    }
    let version = 1
    let erasures: [Erasure]

    init(_ records: [ErasureRecord], by roster: VerifiedRoster) {
        erasures = records.map { Erasure($0, by: roster) }
    }
}
