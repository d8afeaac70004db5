package import AllianceNames
import GS1
package import Roster

extension VerifiedRoster {
    /// Who may answer, the present owner first. Nobody for the code of a house: whose a scheme is,
    /// the register does not say, the registration of its products does.
    package func responders(to product: ProductCode) -> [MemberID] {
        switch product {
        case .gs1(let item): owners(of: item.gtin).all
        case .house: []
        }
    }
}
