import AllianceNames
import CSV
import Complaints
import Peering
import Statements

/// A spreadsheet of complaints, one listing a row (`ComplaintRows`), as a form sends it: each is looked at, or filed where
/// nothing is wrong with it. Of a list in an encoding that was guessed nothing is filed before somebody has seen how it
/// reads: its form comes back with it.
struct BulkFiling: Sendable {
    static let path = "/console/complaints/list"
    /// Larger lists go to the REST interface.
    static let bytesMax = 1 << 20
    /// Complaints of one form, so that its answer comes while a person waits.
    static let complaintsMax = 50
    /// Of a list that goes along with the page and comes back in a form.
    static let textBytesMax = CheckedList.textBytesMax

    enum Result {
        case failed([FilingFailure])
        case refused(PeerProblem)
        case fine
        case filed(EntryReference)
    }

    let channel: ChannelID
    let declaredBy: String
    /// Its characters have been seen.
    let isToBeFiled: Bool
    let groups: [ComplaintRows.Group]
    let refused: [CSVRefusal]
    /// The list goes on behind what was looked at.
    let isCut: Bool
    let list: SpreadsheetText
    /// The list goes along with the page: it is one to be looked at, or came back from there.
    let isShown: Bool

    /// - Parameter sent: of the same form; nil where it has no list.
    /// - Throws: status 400 for what no form of ours sends, 422 for what is no such list.
    init(_ fields: MultipartFields, _ sent: SentSpreadsheet?) throws(PeerProblem) {
        guard let channel = fields.text("channel").flatMap({ try? ChannelID(parsing: $0) }) else {
            throw ComplaintForm.wrong("Choose a channel of the list.")
        }
        self.channel = channel
        declaredBy =
            fields.text("goodfaith") == "yes"
            ? ComplaintForm.line(fields.text("declaredby"), StatementLimits.nameBytesMax) : ""
        guard let sent else { throw ComplaintForm.wrong("Choose a file.") }
        guard let list = sent.read else {
            throw PeerProblem(
                status: 422, keyword: "list",
                detail: "This is no text in UTF-8, UTF-16 or GB18030, and no workbook.")
        }
        guard !list.isGuessed || list.text.utf8.count <= Self.textBytesMax else {
            throw PeerProblem(
                status: 422, keyword: "list",
                detail:
                    "As text in UTF-8 the list has more than \(Self.textBytesMax) bytes: split it, or save it as CSV UTF-8."
            )
        }
        self.list = list
        isToBeFiled = fields.text("do") == "file" && !list.isGuessed
        isShown = list.isGuessed || fields.bytes("file") == nil
        var rows = ComplaintRows()
        do {
            try rows.read(Array(list.text.utf8))
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

    /// The first lines with characters whose bytes another encoding has for others, each with its number.
    func unsureLines(max: Int) -> [(number: Int, text: String)] {
        var found: [(number: Int, text: String)] = []
        let lines = list.text.utf8.split(
            separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (place, line) in lines.enumerated() where line.contains(where: { $0 >= 0x80 }) {
            guard found.count < max else { break }
            let text = String(decoding: line, as: UTF8.self)
            found.append((place + 1, text.last == "\r" ? String(text.dropLast()) : text))
        }
        return found
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
