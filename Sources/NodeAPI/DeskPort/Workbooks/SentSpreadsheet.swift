import Peering

/// The bytes of a spreadsheet as it was sent, told by the first of them: a workbook, which another program reads, or
/// text in whatever encoding.
struct SentSpreadsheet: Sendable {
    /// Of an archive (ZIP), which a workbook is.
    private static let archive: [UInt8] = [0x50, 0x4b, 0x03, 0x04]
    /// Of a compound file: what was a workbook before 2007, and is one with a password.
    private static let compound: [UInt8] = [0xd0, 0xcf, 0x11, 0xe0]

    /// Of a workbook, the rows of its first sheet as CSV in UTF-8.
    let bytes: [UInt8]
    let isOfWorkbook: Bool

    static func isWorkbook(_ bytes: [UInt8]) -> Bool { bytes.starts(with: archive) }

    /// - Throws: `PeerProblem` for a workbook that is not read.
    init(_ bytes: [UInt8], by workbooks: (any WorkbookReading)?) async throws {
        guard !bytes.starts(with: Self.compound) else { throw PeerProblem.workbookOld }
        isOfWorkbook = Self.isWorkbook(bytes)
        guard isOfWorkbook else {
            self.bytes = bytes
            return
        }
        guard let workbooks else { throw PeerProblem.workbooksOff }
        self.bytes = try await workbooks.rows(of: bytes)
    }
}

/// The fields of a form that takes a list, with rows in the place of a workbook.
struct ListFields: Sendable {
    let fields: MultipartFields
    let isOfWorkbook: Bool

    /// - Throws: `PeerProblem` for a workbook that is not read.
    init(_ fields: MultipartFields, by workbooks: (any WorkbookReading)?) async throws {
        guard let file = fields.bytes("file") else {
            (self.fields, isOfWorkbook) = (fields, false)
            return
        }
        let sent = try await SentSpreadsheet(file, by: workbooks)
        (self.fields, isOfWorkbook) = (fields.saying("file", sent.bytes), sent.isOfWorkbook)
    }
}
