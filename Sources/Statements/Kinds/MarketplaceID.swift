import AllianceNames

/// The name of a marketplace as statements write it: `ebay.de`, `shopee`, `taobao`. The alliance
/// agrees on them; the grammar is that of its other identifiers.
package struct MarketplaceID: Identifier {
    package static let noun = "marketplace"
    package let rawValue: String
    package init(unchecked rawValue: String) { self.rawValue = rawValue }

    /// An empty string is no marketplace.
    static func parse(optional text: String) throws(StatementError) -> String? {
        guard !text.isEmpty else { return nil }
        do {
            return try MarketplaceID(parsing: text).rawValue
        } catch {
            throw .name(error)
        }
    }
}
