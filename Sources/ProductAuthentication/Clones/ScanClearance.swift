/// The owner's word that what people scanned of an item up to a time is in order: it weighs nothing from
/// then on. What the trade read is not meant: who reads wrongly declares it wrong.
package struct ScanClearance: Hashable, Sendable {
    package static let causeBytesMax = 200

    /// Milliseconds since 1970.
    package let at: UInt64
    package let cause: String

    /// - Throws: `ProductAuthenticationError.text` where the cause is empty, too long or not printable.
    package init(at: UInt64, cause: String) throws(ProductAuthenticationError) {
        self.at = at
        self.cause = try BoundedText.check(cause, field: "cause", bytesMax: Self.causeBytesMax)
    }
}
