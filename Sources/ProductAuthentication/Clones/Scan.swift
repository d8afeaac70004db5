import GS1

/// One read of one item's number, by a reader of the trade or by somebody who asked about it.
package struct Scan: Hashable, Sendable {
    package static let readerBytesMax = 80

    package let product: ProductKey
    package let serial: String
    /// Milliseconds since 1970, by the clock of the reader or of the node that was asked.
    package let at: UInt64
    package let kind: Kind
    package let place: ScanPlace
    /// Who read: a site of the trade, or a pseudonym of a person, an asker or a device. Never a name.
    package let by: String

    /// What the reader was doing. The number is what a store keeps.
    package enum Kind: UInt8, CaseIterable, Sendable {
        case commissioned = 1
        case packed, shipped, received, sold, returned, exported, destroyed
        /// Customs or an investigator looked at it.
        case inspected
        /// Somebody asked whether it is genuine.
        case verified

        /// Read by the chain itself. The others are people, who can neither miss a scan nor prove one.
        package var isTrade: Bool { self != .inspected && self != .verified }

        package var name: String {
            switch self {
            case .commissioned: "commissioned"
            case .packed: "packed"
            case .shipped: "shipped"
            case .received: "received"
            case .sold: "sold"
            case .returned: "returned"
            case .exported: "exported"
            case .destroyed: "destroyed"
            case .inspected: "inspected"
            case .verified: "verified"
            }
        }
    }

    private static let strangers = "stranger "

    /// Under what is kept that people scanned for whom no member answers: one reader for each country,
    /// since nothing tells them apart that they could not make up.
    package static func stranger(in country: Country) -> String { strangers + country.code }

    package var isByStranger: Bool { !kind.isTrade && by.hasPrefix(Self.strangers) }

    /// - Throws: `ProductAuthenticationError.text` where `by` is empty, too long or not printable.
    package init(
        product: ProductKey, serial: String, at: UInt64, kind: Kind, place: ScanPlace, by: String
    ) throws(ProductAuthenticationError) {
        self.product = product
        self.serial = serial
        self.at = at
        self.kind = kind
        self.place = place
        self.by = try BoundedText.check(by, field: "reader", bytesMax: Self.readerBytesMax)
    }

    /// The order of histories: by time; kind and reader only make it total.
    package static func precedes(_ left: Self, _ right: Self) -> Bool {
        if left.at != right.at { return left.at < right.at }
        if left.kind != right.kind { return left.kind.rawValue < right.kind.rawValue }
        return left.by.utf8.lexicographicallyPrecedes(right.by.utf8)
    }
}
