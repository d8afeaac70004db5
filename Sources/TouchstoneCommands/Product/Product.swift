package import ArgumentParser

package struct Product: ParsableCommand {
    package static let configuration = CommandConfiguration(
        abstract: "Register products and answer whether one is genuine.",
        subcommands: [])

    package init() {}
}
