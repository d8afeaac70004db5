import AllianceNames
import CSV
import Complaints
import Peering
import Statements

/// A spreadsheet of complaints, one listing a row (`ComplaintRows`), as a form sends it: each is looked at, or filed where
/// nothing is wrong with it.
struct BulkFiling: Sendable {
    static let path = "/console/complaints/list"
    /// Larger lists go to the REST interface.
    static let bytesMax = 1 << 20
    /// Complaints of one form, so that its answer comes while a person waits.
    static let complaintsMax = 50

    enum Result {
        case failed([FilingFailure])
        case refused(PeerProblem)
        case fine
        case filed(EntryReference)
    }

    let channel: ChannelID
    let declaredBy: String
    let isToBeFiled: Bool
    let groups: [ComplaintRows.Group]
    let refused: [CSVRefusal]
    /// The list goes on behind what was looked at.
    let isCut: Bool
    /// What it was sent as.
    let form: SpreadsheetForm

    /// - Parameter isOfWorkbook: its file is the rows of one.
    /// - Throws: status 400 for what no form of ours sends, 422 for what is no such list.
    init(_ fields: MultipartFields, isOfWorkbook: Bool = false) throws(PeerProblem) {
        guard let channel = fields.text("channel").flatMap({ try? ChannelID(parsing: $0) }) else {
            throw ComplaintForm.wrong("Choose a channel of the list.")
        }
        self.channel = channel
        declaredBy =
            fields.text("goodfaith") == "yes"
            ? ComplaintForm.line(fields.text("declaredby"), StatementLimits.nameBytesMax) : ""
        isToBeFiled = fields.text("do") == "file"
        guard let bytes = fields.bytes("file") else { throw ComplaintForm.wrong("Choose a file.") }
        guard let read = EncodedText(bytes) else {
            throw PeerProblem(
                status: 422, keyword: "list",
                detail: "This is no text in UTF-8, UTF-16 or GB18030, and no workbook.")
        }
        form = isOfWorkbook ? .workbook : .text(read.encoding)
        var rows = ComplaintRows()
        do {
            try rows.read(read.encoding == .utf8 ? bytes : Array(read.text.utf8))
            try rows.finish()
        } catch {
            throw PeerProblem(
                status: 422, keyword: "list", detail: "This is no such list: \(error).")
        }
        let all = rows.takeGroups()
        groups = Array(all.prefix(Self.complaintsMax))
        refused = rows.refused
        isCut = rows.stop != nil || all.count > Self.complaintsMax
    }

    /// - Throws: what has nothing to do with the list.
    func result(
        of group: ComplaintRows.Group, at desk: any DeskComplaints
    ) async throws -> Result {
        do {
            let evidence = try group.evidence.map { try EvidenceFile(naming: $0) }
            let complaint = try group.complaint(evidence, declaredBy: declaredBy).readable()
            guard isToBeFiled else {
                let failures = try await desk.check(complaint, in: channel)
                return failures.isEmpty ? .fine : .failed(failures)
            }
            switch try await desk.file(complaint, in: channel, for: nil) {
            case .failed(let failures): return .failed(failures)
            case .answered(.signed(let signed, _)):
                return .filed(
                    EntryReference(origin: signed.log, index: signed.indexes.lowerBound))
            case .answered: return .refused(ComplaintForm.notFiled)
            }
        } catch let problem as PeerProblem where problem.status < 500 {
            return .refused(problem)
        }
    }
}
