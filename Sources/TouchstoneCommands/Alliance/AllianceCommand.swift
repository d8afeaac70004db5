package import ArgumentParser

package struct AllianceCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "alliance",
        abstract: "Found an alliance, admit and remove members, show the member register.",
        discussion: "Example: touchstone alliance roster --home authority",
        subcommands: [
            AllianceInit.self, AllianceAdmit.self, AllianceSeat.self, AllianceUnseat.self,
            AllianceEndLog.self, AllianceRevokeKey.self, AlliancePrefix.self, AllianceScheme.self,
            AllianceRemove.self,
            AllianceWitness.self, AllianceRole.self, AllianceChannel.self, AllianceQuota.self,
            AllianceRetention.self, AllianceHold.self,
            AllianceErase.self, AllianceCountersignErasure.self, AllianceRoster.self,
            AllianceNewKey.self, AllianceAuthority.self, AllianceSign.self,
            AllianceNewCA.self, AllianceConflict.self, AllianceFollow.self,
        ])

    package init() {}
}
