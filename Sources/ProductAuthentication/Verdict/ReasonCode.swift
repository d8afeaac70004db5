/// Why a verdict is what it is: a stable word for programs, a sentence for people.
///
/// Codes that this version does not know travel and are shown as they are, so that an owner may run a
/// newer one. docs/product-authentication.md says when each is given.
package struct ReasonCode: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    package static let bytesMax = 40

    package let rawValue: String

    /// Nil unless 1 to 40 ASCII letters and digits, beginning with a small letter.
    package init?(rawValue: String) {
        let isWord = rawValue.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: false
            }
        }
        guard isWord, (1...Self.bytesMax).contains(rawValue.utf8.count),
            let first = rawValue.utf8.first,
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first)
        else { return nil }
        self.rawValue = rawValue
    }

    private init(_ word: String) { rawValue = word }

    package var description: String { rawValue }

    // What the owner's records say of the number.
    package static let serialIssued = ReasonCode("serialIssued")
    package static let serialUnknown = ReasonCode("serialUnknown")
    package static let serialNotGiven = ReasonCode("serialNotGiven")
    package static let notSerialised = ReasonCode("notSerialised")
    package static let productNotRegistered = ReasonCode("productNotRegistered")
    package static let lotMismatch = ReasonCode("lotMismatch")
    package static let expiryMismatch = ReasonCode("expiryMismatch")
    // What became of the item.
    package static let expired = ReasonCode("expired")
    package static let recalled = ReasonCode("recalled")
    package static let locked = ReasonCode("locked")
    package static let stolen = ReasonCode("stolen")
    package static let destroyed = ReasonCode("destroyed")
    package static let sample = ReasonCode("sample")
    package static let sold = ReasonCode("sold")
    package static let exported = ReasonCode("exported")
    // What the history of the number tells.
    package static let stateConflict = ReasonCode("stateConflict")
    package static let impossibleTravel = ReasonCode("impossibleTravel")
    package static let scanRate = ReasonCode("scanRate")
    package static let sightsUnconfirmed = ReasonCode("sightsUnconfirmed")
    // Who offers it, and where.
    package static let sellerIndicated = ReasonCode("sellerIndicated")
    package static let sellerNotAuthorised = ReasonCode("sellerNotAuthorised")
    package static let wrongMarket = ReasonCode("wrongMarket")
    // Why nobody could say.
    package static let prefixNotInAlliance = ReasonCode("prefixNotInAlliance")
    package static let ownerUnreachable = ReasonCode("ownerUnreachable")
    package static let answerNotVerified = ReasonCode("answerNotVerified")
    package static let notDisclosed = ReasonCode("notDisclosed")
    // What was said in the owner's absence.
    package static let answeredFromSnapshot = ReasonCode("answeredFromSnapshot")
    package static let snapshotExpired = ReasonCode("snapshotExpired")

    /// All that this version knows, in the order of the documentation.
    package static let known: [ReasonCode] = [
        serialIssued, serialUnknown, serialNotGiven, notSerialised, productNotRegistered,
        lotMismatch, expiryMismatch, expired, recalled, locked, stolen, destroyed, sample, sold,
        exported, stateConflict, impossibleTravel, scanRate, sightsUnconfirmed, sellerIndicated,
        sellerNotAuthorised, wrongMarket, prefixNotInAlliance, ownerUnreachable, answerNotVerified,
        notDisclosed, answeredFromSnapshot, snapshotExpired,
    ]
}
