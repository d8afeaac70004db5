package import ArgumentParser

package struct FiguresCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "figures",
        abstract: "Figures of complaints: show, as a spreadsheet, verify against the logs.",
        discussion: "Example: touchstone figures show --since 2026-11-01",
        subcommands: [FiguresShow.self, FiguresCSVCommand.self, FiguresVerify.self])

    package init() {}
}
