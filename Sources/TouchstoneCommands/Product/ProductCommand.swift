package import ArgumentParser

package struct ProductCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "product",
        abstract: "Register products and answer whether one is genuine.",
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
