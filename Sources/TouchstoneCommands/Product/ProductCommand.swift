package import ArgumentParser

package struct ProductCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "product",
        abstract: "Register products and answer whether one is genuine.",
        discussion: "Example: touchstone product authenticate \"(01)09521002000016(21)A1\"",
        subcommands: [
            ProductRegister.self,
            ProductImportSerials.self,
            ProductImportEvents.self,
            ProductAuthenticate.self,
            ProductParse.self,
            SnapshotCommand.self,
            ProductVerifyAnswer.self,
            ProductExportSerials.self,
            ProductItemCommand.self,
            ProductRecall.self,
        ])

    package init() {}
}
