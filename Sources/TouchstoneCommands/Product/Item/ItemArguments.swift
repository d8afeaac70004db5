package import ArgumentParser
import GS1
import ProductAuthentication

/// One item: a code as it is printed, a GTIN with a serial number, or a code of a house's own scheme.
package struct ItemArguments: ParsableArguments {
    @Argument(help: "What is printed on the item: Digital Link or element string.")
    package var item: String?
    @Option(help: "Its GTIN, in place of a code.") package var gtin: String?
    @Option(help: "Its serial number.") package var serial: String?
    @Option(help: "The house's own code scheme, in place of a GTIN.") package var scheme: String?
    @Option(help: "Its code in the scheme.") package var code: String?

    package init() {}

    package func validate() throws {
        let ways = [item != nil, gtin != nil || serial != nil, scheme != nil || code != nil]
        guard ways.count(where: { $0 }) == 1, (gtin == nil) == (serial == nil),
            (scheme == nil) == (code == nil)
        else {
            throw ValidationError(
                "give what is printed, or --gtin and --serial, or --scheme and --code")
        }
    }

    func number() throws -> (product: ProductKey, serial: String) {
        if let scheme, let code {
            let code = try HouseCode(scheme: scheme, code: code)
            return (.scheme(code.scheme), code.code)
        }
        if let gtin, let serial {
            return (.gtin(try GTIN(parsing: gtin)), try Serial(parsing: serial).text)
        }
        let found = try ItemIdentifiers(parsing: item ?? "")
        guard let serial = found.serial else {
            throw CommandError(
                "'\(Table.visible(item ?? ""))' names no single item: give its serial number")
        }
        return (.gtin(found.gtin), serial.text)
    }
}

/// A product: a GTIN, or a code scheme.
package struct ProductArguments: ParsableArguments {
    @Option(help: "The product's GTIN.") package var gtin: String?
    @Option(help: "A code scheme of this house, in place of a GTIN.") package var scheme: String?

    package init() {}

    package func validate() throws {
        if gtin != nil, scheme != nil { throw ValidationError("give --gtin or --scheme, not both") }
    }

    /// - Throws: `CommandError` where none is named.
    func one() throws -> ProductKey {
        guard let product = try product() else {
            throw CommandError("name the product with --gtin or --scheme")
        }
        return product
    }

    func product() throws -> ProductKey? {
        if let gtin {
            do {
                return .gtin(try GTIN(parsing: gtin))
            } catch {
                throw CommandError("--gtin: \(error)")
            }
        }
        guard let scheme else { return nil }
        return .scheme(try ProductKey.checkedScheme(scheme))
    }
}
