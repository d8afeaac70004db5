package import ArgumentParser

package struct ErasureCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "erasure",
        abstract:
            "Erasure certificates: propose them, apply them, list them, see how far they are.",
        discussion: "Example: touchstone erasure list",
        subcommands: [ErasurePropose.self, ErasureApply.self, ErasureList.self, ErasureShow.self])

    package init() {}
}
