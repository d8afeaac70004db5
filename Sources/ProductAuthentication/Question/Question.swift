package import AllianceNames
package import Statements
package import TransparencyLog

/// 'Is this product genuine?', with what is known about it and who wants to know.
///
/// It travels as text (docs/product-authentication.md), and an answer is bound to the SHA-256 of
/// exactly the bytes that travelled.
package struct Question: Hashable, Sendable {
    package static let bytesMax = 16 * 1024
    package static let purposeBytesMax = 200

    package let nonce: Nonce
    /// Milliseconds since 1970, by the asker's clock.
    package let askedAt: UInt64
    /// The member whose node asks. Nobody's own name travels.
    package let asker: MemberID
    package let product: ProductCode
    /// Who offers it, where that is known.
    package let seller: Indicator?
    /// The offer.
    package let listing: Indicator?
    package let place: Place?
    /// Why it is asked, for the owner's eyes: `customs inspection`.
    package let purpose: String?

    /// - Throws: `ProductAuthenticationError.text` for what cannot stand on one line.
    package init(
        nonce: Nonce, askedAt: UInt64, asker: MemberID, product: ProductCode,
        seller: Indicator? = nil, listing: Indicator? = nil, place: Place? = nil,
        purpose: String? = nil
    ) throws(ProductAuthenticationError) {
        self.nonce = nonce
        self.askedAt = askedAt
        self.asker = asker
        self.product = product
        self.seller = seller
        self.listing = listing
        self.place = place
        for (field, indicator) in [("seller", seller), ("listing", listing)] {
            guard let indicator else { continue }
            _ = try BoundedText.check(
                indicator.value, field: field, bytesMax: StatementLimits.indicatorBytesMax)
        }
        if let purpose {
            self.purpose = try BoundedText.check(
                purpose, field: "purpose", bytesMax: Self.purposeBytesMax)
        } else {
            self.purpose = nil
        }
    }

    /// What an answer is bound to.
    package var digest: Digest { Digest.sha256(bytes) }
}
