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

    /// Whether it can be kept, and later be signed as it is: every row is one that all readers accept, and that
    /// whoever signs it is shown whole.
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
            if let why = Self.unseen(in: report) { throw .row(place + 1, why) }
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

    /// What nobody sees is not signed in this member's name. An identifier is as it was found, less what its canonical
    /// form leaves out, and shown with all its characters: what is still hidden in it is warned of.
    private static func unseen(in report: IndicatorAssertion) -> String? {
        if report.holdsUnseen { return "it holds an object or fields that nobody is shown" }
        var texts: [(field: String, text: String, isLong: Bool)] = [
            ("marketplace", report.marketplace ?? "", false),
            ("legalBasis", report.legalBasis ?? "", true), ("note", report.note ?? "", true),
        ]
        texts += report.marks.map { ("marks", $0, false) }
        for attribute in report.attributes {
            texts.append(("attributes", attribute.name, false))
            texts.append(("attributes", attribute.value, true))
        }
        for (field, text, isLong) in texts {
            guard let found = VisibleText.unseen(in: text, isLong: isLong) else { continue }
            let digits = String(found.value, radix: 16, uppercase: true)
            let number = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
            return "'\(field)' has a character that nobody sees, U+\(number)"
        }
        return nil
    }
}
