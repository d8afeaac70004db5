package import Peering

/// The key that a client gives a request, so that it can send it again without its being done twice.
///
/// Source: draft-ietf-httpapi-idempotency-key-header-07, section 2.1: a quoted string; what many clients send
/// is taken too, the same without quotes.
package enum IdempotencyKey {
    static let header = "idempotency-key"
    package static let charactersMax = 64

    /// The key came with another request.
    package static let reused = PeerProblem(
        status: 422, keyword: "idempotency-key-reused",
        detail: "This Idempotency-Key came with another request before; take a new one.")
    /// What the key came with is not done yet.
    static let inUse = PeerProblem(
        status: 409, keyword: "idempotency-key-in-use",
        detail: "The request with this Idempotency-Key is not done yet; send it again later.")
    /// The same, as whoever sent a form is told, which has the key in it.
    static let formInUse = PeerProblem(
        status: inUse.status, keyword: inUse.keyword,
        detail:
            "This form came a moment ago and is being signed. Send the same form again to see what became of it: it is signed once."
    )
    package static let tooMany = PeerProblem(
        status: 429, keyword: "idempotency-keys",
        detail: "Too many keys are remembered; they are forgotten after 24 hours.")

    /// - Throws: status 400.
    package static func parse(_ header: String) throws(PeerProblem) -> String {
        var text = Substring(header)
        if text.utf8.count > 2, text.first == "\"", text.last == "\"" {
            text = text.dropFirst().dropLast()
        }
        let isKey = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: "._~+/=:-".utf8.contains(byte)
            }
        }
        guard isKey, (1...charactersMax).contains(text.utf8.count) else {
            throw PeerProblem(
                status: 400, keyword: "idempotency-key",
                detail:
                    "Idempotency-Key has 1 to \(charactersMax) letters, digits and ._~+/=:- with or without quotes."
            )
        }
        return String(text)
    }
}
