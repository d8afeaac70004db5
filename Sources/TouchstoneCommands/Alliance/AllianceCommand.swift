package import ArgumentParser

package struct AllianceCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "alliance",
        abstract: "Found an alliance, admit and remove members, show the member register.",
        subcommands: [
            AllianceInit.self, AllianceAdmit.self, AllianceSeat.self, AllianceEndLog.self,
            AllianceRemove.self, AllianceQuota.self, AllianceRetention.self, AllianceHold.self,
            AllianceErase.self, AllianceCountersignErasure.self, AllianceRoster.self,
        ])

    package init() {}
}
