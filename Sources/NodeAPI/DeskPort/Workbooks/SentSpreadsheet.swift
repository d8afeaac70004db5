import Peering

/// A spreadsheet as it was sent, told by its first bytes: a workbook, which another program reads, or text in whatever
/// encoding. It is read once.
struct SentSpreadsheet: Sendable {
    /// Of an archive (ZIP), which a workbook is.
    private static let archive: [UInt8] = [0x50, 0x4b, 0x03, 0x04]
    /// Of a compound file: what was a workbook before 2007, and is one with a password.
    private static let compound: [UInt8] = [0xd0, 0xcf, 0x11, 0xe0]
    /// The field that says what the list beside it, which a page has shown, came as first.
    static let formField = "readas"

    /// Of a workbook, the rows of its first sheet as CSV; nil of what is no text.
    let read: SpreadsheetText?

    static func isWorkbook(_ bytes: [UInt8]) -> Bool { bytes.starts(with: archive) }

    private init(read: SpreadsheetText?) { self.read = read }

    /// - Throws: `PeerProblem` for a workbook that is not read.
    init(_ bytes: [UInt8], by workbooks: (any WorkbookReading)?) async throws {
        guard !bytes.starts(with: Self.compound) else { throw PeerProblem.workbookOld }
        guard Self.isWorkbook(bytes) else {
            self.init(read: SpreadsheetText(bytes))
            return
        }
        guard let workbooks else { throw PeerProblem.workbooksOff }
        self.init(read: SpreadsheetText(ofWorkbook: try await workbooks.rows(of: bytes)))
    }

    /// Of a form: its field `file`, else `list`.
    ///
    /// Nil where it has neither.
    ///
    /// - Throws: `PeerProblem` for a workbook that is not read.
    init?(_ fields: MultipartFields, by workbooks: (any WorkbookReading)?) async throws {
        if let file = fields.bytes("file") {
            try await self.init(file, by: workbooks)
            return
        }
        guard let list = fields.bytes("list") else { return nil }
        self.init(read: SpreadsheetText(typed: list, as: Self.form(fields)))
    }

    /// What a form says that its list came as.
    static func form(_ fields: MultipartFields) -> SpreadsheetForm? {
        fields.text(formField).flatMap(SpreadsheetForm.init(name:))
    }

    /// For the form that a list goes along with.
    static func hiddenField(_ form: SpreadsheetForm) -> HTML {
        "<input type=\"hidden\" name=\"\(formField)\" value=\"\(form.name)\">"
    }
}
