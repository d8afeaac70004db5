package import ArgumentParser

package struct AuditCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Who looked at what at the desk; exports that wait.",
        discussion: "Example: touchstone audit list --person anna",
        subcommands: [
            AuditList.self, AuditShow.self, AuditVerify.self, AuditExport.self, AuditHeld.self,
            AuditRelease.self, AuditRenew.self,
        ])

    package init() {}
}
