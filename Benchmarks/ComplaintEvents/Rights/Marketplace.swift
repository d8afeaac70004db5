/// One of the group's marketplaces.
package struct Marketplace: Equatable, Sendable {
    package let marketplace: Int
    /// ISO 3166, two letters: where its buyers are, and which rights it answers to.
    package let country: String

    package init(marketplace: Int, country: String) {
        self.marketplace = marketplace
        self.country = country
    }
}
