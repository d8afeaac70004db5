package import ArgumentParser

package struct RightCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "right",
        abstract: "Trademarks, designs, copyrights and patents that this member owns.",
        discussion: "Example: touchstone right list",
        subcommands: [RightAdd.self, RightAliases.self, RightList.self, RightWithdraw.self])

    package init() {}
}
