import AllianceNames

/// The name of a marketplace as statements write it: `ebay.de`, `shopee`, `taobao`. The alliance
/// agrees on them; the grammar is that of its other identifiers.
package struct MarketplaceID: Identifier {
    package static let noun = "marketplace"
    package let rawValue: String
    package init(unchecked rawValue: String) { self.rawValue = rawValue }

    static func check(_ text: String) throws(StatementError) {
        do {
            _ = try MarketplaceID(parsing: text)
        } catch {
            throw .name(error)
        }
    }
}
