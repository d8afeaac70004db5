import AllianceNames
import CRDT
import Complaints
import MergedView
import Roster
import Statements

/// Whose word counts in one complaint, and who reads what is decided by it.
struct ReportAudience {
    /// Reports that their authors are not half sure of decide nothing.
    static let confidenceMin = 50
    /// The strictest marking that a score may be told by: it names nobody, and says only how many.
    static let markingMax = TLP.amber

    /// The complainant and the owners of the right: nobody confirms itself.
    let leftOut: Set<MemberID>
    /// That the readers of the decision read as well.
    let channels: Set<ChannelID>

    init(
        of id: EntryReference, _ complainant: Complainant, owners: Set<MemberID>,
        in roster: VerifiedRoster
    ) {
        leftOut = owners.union([id.author])
        switch complainant {
        case .member(let member): channels = Set(roster.channels(readableBy: member))
        // An account reads what the platform tells it of its own channel, and what is for everybody.
        case .hosted, .screening: channels = [.alliance, id.origin.channel]
        }
    }

    func isTold(_ report: IndicatorState.Report) -> Bool {
        report.said.tlp <= Self.markingMax && channels.contains(report.channel)
    }

    /// Whether a link between sellers counts: confirmed, and not by the complainant, who could tie an honest shop to a
    /// known one. What is marked for fewer ties nobody either: the number of members that report linked shops would
    /// tell of it.
    func counts(_ row: ViewRow, in scope: ViewScope) -> Bool {
        guard scope.isWitnessed(row.dot), !leftOut.contains(row.dot.log.member),
            channels.contains(row.dot.log.channel), let body = try? row.decoded().body
        else { return false }
        return body.marking.map { $0 <= Self.markingMax } ?? true
    }
}
