package import ArgumentParser

package struct LogCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: "The signed logs: list, show, audit, prove, verify, export.",
        subcommands: [
            LogList.self, LogShow.self, LogAudit.self, LogProve.self, LogVerify.self,
            LogExport.self, LogClaims.self,
        ])

    package init() {}
}
