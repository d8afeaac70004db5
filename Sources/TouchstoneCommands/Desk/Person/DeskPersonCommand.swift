package import ArgumentParser

package struct DeskPersonCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "person",
        abstract: "The persons who may sign in, and their roles.",
        discussion: "Example: touchstone desk person list --home brand",
        subcommands: [
            DeskPersonAdd.self, DeskPersonList.self, DeskPersonRole.self, DeskPersonChange.self,
            DeskPersonSignOut.self, DeskPersonRemove.self,
        ])

    package init() {}
}
