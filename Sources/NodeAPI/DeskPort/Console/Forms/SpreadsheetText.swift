import CSV

/// A spreadsheet, read as text once, and what it was sent as.
package struct SpreadsheetText: Equatable, Sendable {
    package let text: String
    /// What it came as, the first time.
    package let form: SpreadsheetForm
    /// Nothing says that it is in this encoding, and nobody has seen it read so yet.
    package let isGuessed: Bool
    /// It came as other bytes than its text has.
    package let isConverted: Bool

    private init(_ text: String, _ form: SpreadsheetForm, isGuessed: Bool, isConverted: Bool) {
        self.text = text
        self.form = form
        self.isGuessed = isGuessed
        self.isConverted = isConverted
    }

    /// Of bytes that are no workbook.
    ///
    /// Nil for what is no text.
    package init?(_ bytes: [UInt8]) {
        guard let read = EncodedText(bytes) else { return nil }
        self.init(
            read.text, .text(read.encoding), isGuessed: read.encoding.isGuessed,
            isConverted: read.encoding != .utf8)
    }

    /// Nil for what is no text.
    ///
    /// - Parameter rows: what a reader of workbooks made of one.
    package init?(ofWorkbook rows: [UInt8]) {
        guard let text = String(validating: rows, as: UTF8.self) else { return nil }
        self.init(text, .workbook, isGuessed: false, isConverted: true)
    }

    /// Of a field of text: what somebody pasted, or what a page has shown, whose form has sent it back.
    ///
    /// Nil for what is no text.
    ///
    /// - Parameter form: what a list that was shown came as first; nil of one that was pasted.
    package init?(typed bytes: [UInt8], as form: SpreadsheetForm?) {
        guard let read = SpreadsheetText(bytes) else { return nil }
        guard !read.isConverted else {
            self = read
            return
        }
        self.init(
            Self.withLineFeeds(read.text), form ?? read.form, isGuessed: false, isConverted: false)
    }

    /// Forms end every line with a carriage return as well, also one within a cell (WHATWG HTML, 4.10.22.4).
    private static func withLineFeeds(_ text: String) -> String {
        let bytes = Array(text.utf8)
        guard bytes.contains(UInt8(ascii: "\r")) else { return text }
        let kept = bytes.indices.filter { place in
            bytes[place] != UInt8(ascii: "\r") || place + 1 == bytes.count
                || bytes[place + 1] != UInt8(ascii: "\n")
        }
        return String(decoding: kept.map { bytes[$0] }, as: UTF8.self)
    }
}
