package import ArgumentParser

package struct Indicator: ParsableCommand {
    package static let configuration = CommandConfiguration(
        abstract: "Report, search and object to identifiers of counterfeit sellers.",
        subcommands: [])

    package init() {}
}
