package import Statements
package import TransparencyLog

/// What a row keeps of its statement: what finds, filters, counts and explains. The rest (notes,
/// attributes, texts, originals) stays in the log and is read from there for display.
///
/// Bytes are a function of the statement and the fold version alone (docs/view.md has the layout).
package enum RowBody: Equatable, Sendable {
    case assertion(AssertionBody)
    case dispute(DisputeBody)
    case sighting(SightingBody)
    case link(LinkBody)
    case right(RightBody)
    case product(ProductBody)
    case snapshot(SnapshotBody)
    case stixObject(TLP)
}

extension RowBody {
    /// Who may see it; nil for what is not marked.
    package var marking: TLP? {
        switch self {
        case .assertion(let body): body.tlp
        case .dispute(let body): body.tlp
        case .link(let body): body.tlp
        case .stixObject(let tlp): tlp
        case .sighting, .right, .product, .snapshot: nil
        }
    }
}

/// What every row's body begins with.
package struct RowHead: Equatable, Sendable {
    /// The author's own time, ms since 1970. Shown and searched by, never merged by.
    package var issuedAt: UInt64
    /// The keys that the row belongs to: one, both ends of a link, or the marks of a right whose
    /// hashes fall together.
    package var keys: [[UInt8]]

    package init(issuedAt: UInt64, keys: [[UInt8]]) {
        self.issuedAt = issuedAt
        self.keys = keys
    }
}

package struct AssertionBody: Equatable, Sendable {
    package var basis: Basis
    /// 0 to 100.
    package var confidence: Int
    package var tlp: TLP
    package var firstSeen: UInt64?
    package var lastSeen: UInt64?
    package var validUntil: UInt64?
    package var isNaturalPerson: Bool?
    package var marketplace: String?
    package var marks: [String]

    package init(
        basis: Basis, confidence: Int, tlp: TLP, firstSeen: UInt64? = nil, lastSeen: UInt64? = nil,
        validUntil: UInt64? = nil, isNaturalPerson: Bool? = nil, marketplace: String? = nil,
        marks: [String] = []
    ) {
        self.basis = basis
        self.confidence = confidence
        self.tlp = tlp
        self.firstSeen = firstSeen
        self.lastSeen = lastSeen
        self.validUntil = validUntil
        self.isNaturalPerson = isNaturalPerson
        self.marketplace = marketplace
        self.marks = marks
    }
}

package struct DisputeBody: Equatable, Sendable {
    package var reason: Dispute.Reason
    package var onBehalfOfSeller: Bool
    package var tlp: TLP

    package init(reason: Dispute.Reason, onBehalfOfSeller: Bool, tlp: TLP) {
        self.reason = reason
        self.onBehalfOfSeller = onBehalfOfSeller
        self.tlp = tlp
    }
}

/// A cumulative total: a member's newest replaces its older ones.
package struct SightingBody: Equatable, Sendable {
    package var total: UInt64
    package var firstSeen: UInt64
    package var lastSeen: UInt64

    package init(total: UInt64, firstSeen: UInt64, lastSeen: UInt64) {
        self.total = total
        self.firstSeen = firstSeen
        self.lastSeen = lastSeen
    }
}

/// The two ends are the head's keys.
package struct LinkBody: Equatable, Sendable {
    package var basis: Basis
    package var confidence: Int
    package var tlp: TLP

    package init(basis: Basis, confidence: Int, tlp: TLP) {
        self.basis = basis
        self.confidence = confidence
        self.tlp = tlp
    }
}

package struct RightBody: Equatable, Sendable {
    package var kind: Right.Kind
    /// `<office>/<number>`.
    package var registration: String
    /// At most `titleBytesMax` of it.
    package var title: String
    package var validFrom: UInt64?
    package var validUntil: UInt64?

    /// A right stands under each of its marks, so what it carries along is kept short.
    package static let titleBytesMax = 256

    package init(
        kind: Right.Kind, registration: String, title: String, validFrom: UInt64? = nil,
        validUntil: UInt64? = nil
    ) {
        self.kind = kind
        self.registration = registration
        self.title = title
        self.validFrom = validFrom
        self.validUntil = validUntil
    }
}

package struct ProductBody: Equatable, Sendable {
    package var brand: String
    package var serialisation: ProductRegistration.Serialisation

    package init(brand: String, serialisation: ProductRegistration.Serialisation) {
        self.brand = brand
        self.serialisation = serialisation
    }
}

/// A published set of serial numbers: what to fetch, and until when it holds.
package struct SnapshotBody: Equatable, Sendable {
    /// As `PublishedSnapshot.Product.key` prints it.
    package var product: String
    package var file: Digest
    package var fileBytes: UInt64
    package var items: UInt64
    /// Milliseconds since 1970.
    package var expiresAt: UInt64
    package var keyDigest: Digest

    package init(_ said: PublishedSnapshot) {
        product = said.product.key
        file = said.file
        fileBytes = said.fileBytes
        items = said.items
        expiresAt = said.expiresAt
        keyDigest = said.keyDigest
    }
}
