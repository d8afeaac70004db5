import AllianceNames
import SignIn
package import Statements

/// What a link for a seller stands for: some listings of a complaint, until a time. It is in the link itself, under
/// the node's key, so that nothing is kept of links that were given.
///
///     version u8 | ends u64 | entry u64 | listings 300 bits | log | HMAC-SHA256, all in base64url
package struct SellerToken: Hashable, Sendable {
    /// Of the text.
    package static let charactersMax = 512
    private static let version: UInt8 = 1
    private static let placesBytes = (Complaint.listingsMax + 7) / 8
    private static let headBytes = 1 + 8 + 8 + placesBytes
    private static let codeBytes = 32

    package let complaint: EntryReference
    /// Ascending; at least one.
    package let places: [Int]
    /// Milliseconds since 1970.
    package let endsAt: UInt64

    package init(complaint: EntryReference, places: [Int], endsAt: UInt64) {
        precondition(
            !places.isEmpty
                && places.allSatisfy { (0..<Complaint.listingsMax).contains($0) },
            "a link is of listings that a complaint may have")
        self.complaint = complaint
        self.places = Set(places).sorted()
        self.endsAt = endsAt
    }

    package func text(under key: ComplaintKey) -> String {
        var bytes = [Self.version]
        for number in [endsAt, complaint.index] {
            withUnsafeBytes(of: number.bigEndian) { bytes += $0 }
        }
        var bits = [UInt8](repeating: 0, count: Self.placesBytes)
        for place in places { bits[place >> 3] |= 1 << UInt8(place & 7) }
        bytes += bits
        bytes += Array(complaint.origin.description.utf8)
        return Base64URL.encode(bytes + key.code(ofLink: bytes))
    }

    /// Nil for what no node with this key gave, to the last character. That it has ended is not looked at.
    package init?(_ text: String, under key: ComplaintKey) {
        guard text.utf8.count <= Self.charactersMax, let all = Base64URL.decode(text),
            all.count > Self.headBytes + Self.codeBytes
        else { return nil }
        let payload = Array(all.dropLast(Self.codeBytes))
        guard key.isCode(Array(all.suffix(Self.codeBytes)), ofLink: payload),
            payload[0] == Self.version,
            let name = String(validating: payload[Self.headBytes...], as: UTF8.self),
            let origin = try? LogOrigin(parsing: name)
        else { return nil }
        func number(at start: Int) -> UInt64 {
            payload[start..<start + 8].reduce(0) { $0 << 8 | UInt64($1) }
        }
        let bits = payload[17..<Self.headBytes]
        let places = (0..<Complaint.listingsMax).filter {
            bits[17 + ($0 >> 3)] & (1 << UInt8($0 & 7)) != 0
        }
        guard !places.isEmpty else { return nil }
        self.init(
            complaint: EntryReference(origin: origin, index: number(at: 9)), places: places,
            endsAt: number(at: 1))
    }
}
