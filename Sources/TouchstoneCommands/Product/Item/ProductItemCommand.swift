package import ArgumentParser

package struct ProductItemCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "item",
        abstract: "What is recorded of one own item, and what became of it.",
        subcommands: [ProductItemShow.self, ProductItemSet.self])

    package init() {}
}
