import AllianceNames
import Casework
import Peering
import Statements

/// A list that becomes one draft: a report a line, as in `ReportImport`. What is none is left out and told by its
/// line; nothing is signed before somebody has seen what is left.
struct DraftList {
    static let linesMax = DraftContent.rowsMax

    struct Refusal {
        let line: Int
        let keyword: String
        let detail: String
    }

    private(set) var reports: [IndicatorAssertion] = []
    private(set) var refused: [Refusal] = []

    /// - Throws: status 422 for more lines than a draft has rows, and where no line is a report.
    init(_ body: [UInt8], in channel: ChannelID) throws(PeerProblem) {
        var lines = NDJSONLines()
        var read: [NDJSONLines.Line] = []
        func keep(_ line: NDJSONLines.Line) { if read.count <= Self.linesMax { read.append(line) } }
        lines.read(body, keep)
        lines.finish(keep)
        guard read.count <= Self.linesMax else {
            throw PeerProblem(
                status: 422, keyword: "draft-rows",
                detail: "A draft has at most \(Self.linesMax) rows; divide the list.")
        }
        for line in read {
            do throws(PeerProblem) {
                reports.append(try Self.report(line, in: channel))
            } catch {
                refused.append(
                    Refusal(line: line.number, keyword: error.keyword, detail: error.detail))
            }
        }
        guard reports.isEmpty else { return }
        let first = refused.first.map { " Line \($0.line): \($0.detail)" } ?? ""
        throw PeerProblem(
            status: 422, keyword: "draft-rows", detail: "No line of the list is a report.\(first)")
    }

    private static func report(
        _ line: NDJSONLines.Line, in channel: ChannelID
    ) throws(PeerProblem) -> IndicatorAssertion {
        let report = try ReportImport.report(of: line)
        do throws(CaseworkError) {
            try DraftContent(channel: channel, title: "", reports: [report]).check()
        } catch {
            // Of one report it is the first row.
            guard case .row(_, let why) = error else { throw error.restProblem }
            throw PeerProblem(
                status: 422, keyword: error.keyword, detail: "This cannot be signed: \(why).")
        }
        return report
    }
}

extension CaseworkError {
    /// As the interface tells it: what is of the right form and means nothing is 422 there.
    var restProblem: PeerProblem {
        switch self {
        case .rows, .text, .row, .notAPublisher, .inquiryMember, .inquiryHours, .handOver,
            .notAColleague, .fileKind:
            PeerProblem(status: 422, keyword: problem.keyword, detail: problem.detail)
        default: problem
        }
    }
}
