package import ArgumentParser

package struct EvidenceCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "evidence",
        abstract: "Proof that a member signed conflicting records: list, export, verify.",
        discussion: "Example: touchstone evidence list",
        subcommands: [
            EvidenceList.self, EvidenceShow.self, EvidenceExport.self, EvidenceVerify.self,
        ])

    package init() {}
}
