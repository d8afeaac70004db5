package import ArgumentParser
import Statements

/// `TYPE VALUE`: an identifier in any spelling.
package struct IdentifierArguments: ParsableArguments {
    @Argument(help: "What it is: domain, url, seller-account, listing, email, phone, ...")
    package var type: String

    @Argument(help: "The identifier, in any spelling.")
    package var value: String

    package init() {}

    package func validate() throws { _ = try Self.indicatorType(type) }

    func indicator() throws -> Indicator { try Self.indicator(type, value) }

    /// - Throws: a sentence that says which types there are, or why the value has no canonical form.
    static func indicator(_ type: String, _ value: String) throws -> Indicator {
        try Indicator(indicatorType(type), parsing: value)
    }

    static func indicatorType(_ name: String) throws -> IndicatorType {
        guard let type = IndicatorType(name: name) else {
            throw ValidationError(
                "there is no type '\(name)'; types are \(IndicatorType.nameList)")
        }
        return type
    }
}
