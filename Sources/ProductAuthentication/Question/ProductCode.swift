package import GS1
package import Statements

/// What is asked about: an item by GS1 identifiers, or by a code of a house's own scheme.
package enum ProductCode: Hashable, Sendable {
    case gs1(ItemIdentifiers)
    case house(HouseCode)

    /// The product in the registry and in the register of products.
    package var product: ProductKey {
        switch self {
        case .gs1(let item): .gtin(item.gtin)
        case .house(let code): .scheme(code.scheme)
        }
    }

    /// What tells one item of the product from another, if it is given.
    package var serial: String? {
        switch self {
        case .gs1(let item): item.serial?.text
        case .house(let code): code.code
        }
    }
}

/// A serial or chip code without a GTIN, in the scheme of one house.
package struct HouseCode: Hashable, Sendable {
    package static let codeBytesMax = 64

    package let scheme: String
    package let code: String

    /// - Throws: `ProductAuthenticationError.text`.
    package init(scheme: String, code: String) throws(ProductAuthenticationError) {
        self.scheme = try ProductKey.checkedScheme(scheme)
        self.code = try BoundedText.check(
            code, field: "product code", bytesMax: Self.codeBytesMax)
    }
}

/// What serial numbers are numbered within: a GTIN, or the scheme of a house.
package enum ProductKey: Hashable, Sendable, CustomStringConvertible {
    case gtin(GTIN)
    case scheme(String)

    package static func checkedScheme(_ scheme: String) throws(ProductAuthenticationError) -> String
    {
        try BoundedText.check(
            scheme, field: "code scheme", bytesMax: StatementLimits.nameBytesMax)
    }

    /// As the registry stores it: `gtin/04006381333931`, `scheme/maison-chip`.
    package var description: String {
        switch self {
        case .gtin(let gtin): "gtin/" + gtin.digits14
        case .scheme(let scheme): "scheme/" + scheme
        }
    }

    package init(_ code: ProductRegistration.Code) {
        switch code {
        case .gtin(let gtin): self = .gtin(gtin)
        case .scheme(let scheme, _): self = .scheme(scheme)
        }
    }

    /// As a snapshot's statement names it.
    package var published: PublishedSnapshot.Product {
        switch self {
        case .gtin(let gtin): .gtin(gtin)
        case .scheme(let scheme): .scheme(scheme)
        }
    }
}
