package import Peering

/// Reads workbooks of spreadsheet programs (.xlsx), where this node has a program for that.
package protocol WorkbookReading: Sendable {
    /// The first sheet as CSV in UTF-8: a line for each of its rows, and as many columns in each that holds something.
    /// Nothing of the workbook is kept.
    ///
    /// - Throws: `PeerProblem` where it cannot be read, or not now.
    func rows(of workbook: [UInt8]) async throws -> [UInt8]
}

extension PeerProblem {
    package static let workbooksOff = PeerProblem(
        status: 501, keyword: "workbooks-off",
        detail:
            "This node has no program that reads workbooks: install xlsx2csv on its machine (Debian's package of that name), or save the list as CSV."
    )
    package static let workbookBroken = PeerProblem(
        status: 422, keyword: "workbook-broken",
        detail:
            "The first sheet of the workbook could not be read. Save it as .xlsx once more, or as CSV."
    )
    package static let workbookUnread = PeerProblem(
        status: 422, keyword: "workbook-unread",
        detail:
            "The workbook could not be read within the limits of time and memory; save its first sheet as CSV."
    )
    package static let workbookTooLarge = PeerProblem(
        status: 413, keyword: "workbook-too-large",
        detail:
            "The first sheet of the workbook has more than a list may have here; split it, or save a part of it as CSV."
    )
    static let workbookOld = PeerProblem(
        status: 415, keyword: "workbook-old",
        detail:
            "Workbooks of the old form (.xls), and those with a password, are not read; save it as .xlsx without one, or as CSV."
    )
    package static let workbooksBusy = PeerProblem(
        status: 503, keyword: "busy",
        detail: "Other workbooks are being read; send it again in a moment.")
}
