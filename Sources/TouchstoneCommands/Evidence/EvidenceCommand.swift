package import ArgumentParser

package struct EvidenceCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "evidence",
        abstract: "Evidence to hand to others: make, verify, print; proofs of conflicting records.",
        discussion:
            "Example: touchstone evidence make domain shop.example --purpose complaint --output shop.evidence.tar",
        subcommands: [
            EvidenceMake.self, EvidenceVerify.self, EvidenceOpen.self, EvidencePageCommand.self,
            EvidenceList.self, EvidenceShow.self, EvidenceExport.self,
        ])

    package init() {}
}
