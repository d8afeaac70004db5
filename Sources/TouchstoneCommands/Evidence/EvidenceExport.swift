import AllianceNames
import AllianceNode
package import ArgumentParser
import AuditTrail
import Credentials
import Replication
import TransparencyLog

package struct EvidenceExport: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write a fork proof with the member registers that make the key the member's.",
        discussion: """
            The file holds hashes, signatures and the member register, nothing that anybody reported. \
            'evidence verify' checks it anywhere with the authority's key alone.

            Example: touchstone evidence export ipacc.example/alliance/norvik/e1 --output norvik.evidence
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var purpose: PurposeOption
    @Argument(help: "The log, as 'evidence list' shows it.") var log: String
    @Option(help: "The file to write; it must not be there yet.", completion: .file())
    var output: String

    package init() {}

    package func run() throws {
        let node = try home.open(isMerged: false)
        let record = try HeldForkProof.find(try LogOrigin(parsing: log), in: node)
        let rosters = node.register.provingNotes(
            countMax: EvidenceFile.rostersMax, bytesMax: EvidenceFile.rosterBytesMax)
        let file = EvidenceFile(forkProof: record.text, rosters: rosters.map(\.description))
        try NewFile.check(output)
        try home.recordLook(
            .export, by: "evidence export", of: [.log: record.origin.description], results: 1,
            for: purpose.stated)
        try DurableFile.write(
            String(decoding: file.bytes, as: UTF8.self), to: output, mode: .open)
        Output.write(
            "Wrote the evidence about log \(record.origin), with \(Plural.text(file.rosters.count, "version")) of the member register, to \(output)."
        )
    }
}
