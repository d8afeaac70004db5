import AllianceNames
import CRDT
package import MergedView
package import ProductAuthentication
import Statements

extension ProductKey {
    /// Under what the view finds what was registered: of a scheme all its models.
    package var viewKey: ViewKey {
        switch self {
        case .gtin(let gtin): .product(.gtin(gtin))
        case .scheme(let scheme): .scheme(scheme)
        }
    }

    /// What a member has said of its items' numbers: by its newest registration of a GTIN. A code names
    /// no model, so of a scheme what holds for all models registered, the least of it.
    ///
    /// - Parameter rows: the view's rows of `viewKey` that count.
    /// - Returns: nil where the member has registered nothing.
    /// - Throws: `MergedViewError` for a row that cannot be read.
    func serialisation(
        said rows: [ViewRow], by member: MemberID
    ) throws -> ProductRegistration.Serialisation? {
        var own = rows.filter { $0.dot.log.member == member && $0.kind == .registerProduct }
        if case .gtin = self {
            own = try AuthorOrder.newest(of: own).map { [$0] } ?? []
        }
        return try own.compactMap { row in
            guard case .product(let body) = try row.decoded().body else { return nil }
            return body.serialisation
        }.min { $0.rawValue < $1.rawValue }
    }
}
