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
    /// How long an asker may say that it waits, in milliseconds.
    package static let deadlineMillisecondsMax: UInt64 = 60_000
    package static let deadlineMillisecondsUsual: UInt64 = 5_000

    package let nonce: Nonce
    /// Milliseconds since 1970, by the asker's clock.
    package let askedAt: UInt64
    /// The member whose node asks. Nobody's own name travels.
    package let asker: MemberID
    /// Asked as an authority (customs, police): then neither a purpose nor a place within a country
    /// travels, which might tell of the officer. The register must give the asker that role.
    package let isUnderRole: Bool
    /// How long the asker waits, in milliseconds: who answers later than that answers nobody.
    package let deadlineMilliseconds: UInt64
    /// Asked while the owner was away, and sent once it is back: so that the owner sees it, not for
    /// the answer. `askedAt` is when it was asked.
    package let isLate: Bool
    package let product: ProductCode
    /// Who offers it, where that is known.
    package let seller: Indicator?
    /// The offer.
    package let listing: Indicator?
    package let place: Place?
    /// Why it is asked, for the owner's eyes: `customs inspection`.
    package let purpose: String?

    /// - Throws: `ProductAuthenticationError`: `.text` for what cannot stand on one line, `.deadline`,
    ///   `.personal` for what does not travel under a role.
    package init(
        nonce: Nonce, askedAt: UInt64, asker: MemberID, isUnderRole: Bool = false,
        deadlineMilliseconds: UInt64 = deadlineMillisecondsUsual, isLate: Bool = false,
        product: ProductCode, seller: Indicator? = nil, listing: Indicator? = nil,
        place: Place? = nil, purpose: String? = nil
    ) throws(ProductAuthenticationError) {
        guard (1...Self.deadlineMillisecondsMax).contains(deadlineMilliseconds) else {
            throw .deadline(found: deadlineMilliseconds, max: Self.deadlineMillisecondsMax)
        }
        guard !isUnderRole || purpose == nil && place?.detail == nil else {
            throw .personal(field: purpose == nil ? "place" : "purpose")
        }
        self.isUnderRole = isUnderRole
        self.deadlineMilliseconds = deadlineMilliseconds
        self.isLate = isLate
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

    /// The same question, to be sent after the owner was away.
    package var late: Question { Question(of: self, isLate: true) }

    private init(of question: Question, isLate: Bool) {
        nonce = question.nonce
        askedAt = question.askedAt
        asker = question.asker
        isUnderRole = question.isUnderRole
        deadlineMilliseconds = question.deadlineMilliseconds
        self.isLate = isLate
        product = question.product
        seller = question.seller
        listing = question.listing
        place = question.place
        purpose = question.purpose
    }
}
