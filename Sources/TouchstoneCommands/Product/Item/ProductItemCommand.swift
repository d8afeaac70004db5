package import ArgumentParser

package struct ProductItemCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "item",
        abstract: "What is recorded of one own item, and what became of it.",
        discussion: "Example: touchstone product item show \"(01)09521002000016(21)A1\"",
        subcommands: [ProductItemShow.self, ProductItemSet.self, ProductItemClear.self])

    package init() {}
}
