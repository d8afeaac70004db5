package import ArgumentParser

package struct IndicatorCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "indicator",
        abstract: "Report, search and object to identifiers of counterfeit sellers.",
        discussion: "Example: touchstone indicator search verel",
        subcommands: [
            IndicatorAdd.self, IndicatorImport.self, IndicatorCheck.self, IndicatorSearch.self,
            IndicatorShow.self, IndicatorDispute.self, IndicatorRetract.self, IndicatorErase.self,
            IndicatorLink.self, IndicatorSight.self,
        ])

    package init() {}
}
