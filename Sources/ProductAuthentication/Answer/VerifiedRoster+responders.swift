package import AllianceNames
package import Roster

extension VerifiedRoster {
    /// Who answers for a product, now and formerly.
    package func owners(of product: ProductKey) -> ProductOwners.Owners {
        switch product {
        case .gtin(let gtin): owners(of: gtin)
        case .scheme(let scheme): owners(ofScheme: scheme)
        }
    }

    /// Who may answer, the present owner first.
    package func responders(to product: ProductCode) -> [MemberID] {
        owners(of: product.product).all
    }
}
