package import AllianceNames
package import Statements

/// What a draft says, and where: one report or many.
package struct DraftContent: Hashable, Sendable {
    /// So many as one retraction takes back (`Retraction.dotsMax`).
    package static let rowsMax = 1_000
    /// Of all rows as they will be signed.
    package static let bytesMax = 1 << 20
    package static let titleCharactersMax = 120

    package var channel: ChannelID
    /// For this member's own people; never leaves the node.
    package var title: String
    package var reports: [IndicatorAssertion]

    package init(channel: ChannelID, title: String, reports: [IndicatorAssertion]) {
        self.channel = channel
        self.title = title
        self.reports = reports
    }

    /// Whether it can be kept, and later be signed as it is: every row is one that all readers accept.
    ///
    /// - Returns: the bytes of all rows.
    /// - Throws: `CaseworkError`.
    @discardableResult
    package func check() throws(CaseworkError) -> Int {
        try VisibleText.check(
            title, "title", charactersMax: Self.titleCharactersMax, mayBeEmpty: true)
        guard (1...Self.rowsMax).contains(reports.count) else { throw .rows(found: reports.count) }
        guard let salt = Salt([UInt8](repeating: 0, count: Salt.byteCount)) else {
            preconditionFailure("a salt has so many bytes")
        }
        var bytes = 0
        for (place, report) in reports.enumerated() {
            do throws(StatementError) {
                let sealed = try SealedStatement.seal(
                    .assertIndicator(report), issuedAt: 0, salt: salt)
                bytes += sealed.saltAndPayload?.count ?? 0
            } catch {
                throw .row(place + 1, error.description)
            }
            guard bytes <= Self.bytesMax else {
                throw .tooLarge(what: "the draft", bytesMax: Self.bytesMax)
            }
        }
        return bytes
    }
}
