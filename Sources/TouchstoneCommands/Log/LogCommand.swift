package import ArgumentParser

package struct LogCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: "The signed logs: list, show, audit, prove, verify, export, recover.",
        discussion: "Example: touchstone log list",
        subcommands: [
            LogList.self, LogShow.self, LogAudit.self, LogProve.self, LogVerify.self,
            LogExport.self, LogClaims.self, LogRecover.self,
        ])

    package init() {}
}
