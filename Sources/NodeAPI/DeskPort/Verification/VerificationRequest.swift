package import GS1
package import Peering

/// A verification message, its parts checked.
///
///     GET /verify/gtin/{gtin}/lot/{lot}/ser/{serial}?exp=YYMMDD&linkType=verificationService
///         &context=dscsaSaleableReturn&reqGLN=…&respGLN=…&corrUUID=…
///
/// Source: reconstructed; see `VerificationOutcome`.
package struct VerificationRequest {
    static let context = "dscsaSaleableReturn"
    static let linkType = "verificationService"

    package let item: ItemIdentifiers
    package let requester: GLN
    /// Comes back as it was sent.
    package let correlation: String

    /// - Throws: status 400, naming the part.
    package init(_ request: DeskRequest) throws(PeerProblem) {
        do throws(GS1Error) {
            let gtin = request.parameters["gtin"] ?? ""
            guard gtin.utf8.count == 14 else { throw .gtinLength(found: gtin.utf8.count) }
            item = ItemIdentifiers(
                gtin: try GTIN(parsing: gtin),
                serial: try Serial(parsing: request.parameters["serial"] ?? ""),
                lot: try Lot(parsing: request.parameters["lot"] ?? ""),
                expiry: try Self.expiry(request))
        } catch {
            throw Self.malformed("\(error)", keyword: error.keyword)
        }
        try Self.checkPurpose(request)
        requester = try Self.requester(request)
        if let responder = try request.target.parameter("respGLN"), GLN(responder) == nil {
            throw Self.malformed("respGLN is not 13 digits with a check digit", keyword: "gln")
        }
        guard let correlation = try request.target.parameter("corrUUID"), Self.isUUID(correlation)
        else { throw Self.malformed("corrUUID is not a UUID", keyword: "corr-uuid") }
        self.correlation = correlation
    }

    /// `linkType` and `context`, where they stand, say that this is what it is.
    static func checkPurpose(_ request: DeskRequest) throws(PeerProblem) {
        if let linkType = try request.target.parameter("linkType") {
            guard LinkType(linkType) == .named(Self.linkType) else {
                throw malformed("linkType is \(Self.linkType) here", keyword: "link-type")
            }
        }
        if let context = try request.target.parameter("context") {
            guard context == Self.context else {
                throw malformed("the only context is \(Self.context)", keyword: "context")
            }
        }
    }

    static func requester(_ request: DeskRequest) throws(PeerProblem) -> GLN {
        guard let requester = try request.target.parameter("reqGLN").flatMap({ GLN($0) }) else {
            throw malformed("reqGLN is not 13 digits with a check digit", keyword: "gln")
        }
        return requester
    }

    static func malformed(_ what: String, keyword: String) -> PeerProblem {
        PeerProblem(
            status: 400, keyword: keyword,
            detail: "This verification message cannot be read: \(what).")
    }

    private static func expiry(_ request: DeskRequest) throws(GS1Error) -> ExpiryDate {
        let text = (try? request.target.parameter("exp")) ?? ""
        guard text.utf8.count == 6 else { throw .date(found: String(text.prefix(20))) }
        return try ExpiryDate(parsing: text)
    }

    /// RFC 9562, section 4.
    private static func isUUID(_ text: String) -> Bool {
        text.utf8.count == 36
            && text.utf8.enumerated().allSatisfy { position, byte in
                switch position {
                case 8, 13, 18, 23: byte == UInt8(ascii: "-")
                default:
                    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                        || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
                }
            }
    }
}
