package import ArgumentParser

package struct ComplaintCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "complaint",
        abstract: "Complaints about listings: check, file, follow, answer, decide.",
        discussion: "Example: touchstone complaint list --open",
        subcommands: [
            ComplaintCheck.self, ComplaintFile.self, ComplaintImport.self,
            ComplaintFileEvidence.self, ComplaintList.self, ComplaintShow.self,
        ],
        groupedSubcommands: [
            CommandGroup(
                name: "Complainant",
                subcommands: [
                    ComplaintSupply.self, ComplaintAppealCommand.self, ComplaintWithdraw.self,
                    ComplaintCustomsTerm.self,
                ]),
            CommandGroup(
                name: "Platform",
                subcommands: [
                    ComplaintQueue.self, ComplaintDecide.self, ComplaintRequestEvidence.self,
                    ComplaintAnswer.self, ComplaintReinstate.self, ComplaintRecord.self,
                    ComplaintPauseCommand.self, ComplaintSellerLink.self, ComplaintStatements.self,
                    ComplaintMeasureCommand.self, ComplaintLift.self, ComplaintProposals.self,
                    ComplaintOrders.self,
                ]),
            CommandGroup(name: "Both", subcommands: [ComplaintHold.self, ComplaintMeasures.self]),
        ])

    package init() {}
}
