package import ArgumentParser
import GS1

package struct ProductParse: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "parse",
        abstract: "Show what a GS1 code says, or what is wrong with it and where.",
        discussion: """
            The code is a GS1 Digital Link, an element string such as (01)09521002000016(21)A1, the \
            same with FNC1 written ^ as in ^010952100200001621A1, what a scanner sends, from its \
            symbology identifier on, or a GTIN. Nothing is looked up: this needs no node and no \
            network. Leaves with 0 for a valid code and with 1 for any other.

            Example: touchstone product parse "https://id.norvik.example/01/09521002000016/21/A1?17=290331"
            """)

    @Argument(help: "What is printed on the product, or what a scanner sends.") var code: String
    @Flag(
        name: .customLong("one-of-several"),
        help: "The object carries other symbols: what this one needs beside it may stand there.")
    var isOneOfSeveral = false
    @OptionGroup package var format: FormatOption

    package init() {}

    package func run() throws {
        let output = ParsedCodesOutput.Code(
            code, associations: isOneOfSeveral ? .excluded : .all)
        switch format.format {
        case .json: try Output.write(json: ParsedCodesOutput(codes: [output]))
        case .table: print(output)
        }
        if !output.isValid { throw CommandExit.negative }
    }

    private func print(_ code: ParsedCodesOutput.Code) {
        var table = Table(["AI", "title", "value", "position"])
        for element in code.elements {
            table.append([element.ai, element.title, element.value, "\(element.position)"])
        }
        if !table.isEmpty { Output.write(table.text) }
        if let elementString = code.elementString { Output.write("canonical: \(elementString)") }
        if let digitalLink = code.digitalLink { Output.write("link: \(digitalLink)") }
        for fault in code.faults {
            Output.write("\(fault.keyword): \(Table.visible(fault.detail))")
        }
    }
}
