import AllianceNames
import Replication

/// A peer that shows less of a log than another does.
struct WithholdingOutput: Encodable {
    let member: String
    let origin: String
    /// Entries that the peer shows; 0 where it does not show the log at all.
    let shownSize: UInt64
    /// Who shows more, how much, and the signed checkpoint that proves that there is more.
    let shownBy: String
    let size: UInt64
    let checkpoint: String
    let since: String
    let foundAt: String
    /// When the peer showed it after all; absent while it does not.
    let endedAt: String?

    init(_ finding: Withholding) {
        member = finding.peer.rawValue
        origin = finding.origin.description
        shownSize = finding.shownSize
        shownBy = finding.shownBy.rawValue
        size = finding.checkpoint.size
        checkpoint = finding.checkpoint.noteText
        since = MomentText.print(finding.since)
        foundAt = MomentText.print(finding.foundAt)
        endedAt = finding.endedAt.map(MomentText.print)
    }
}
