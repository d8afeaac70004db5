package import AllianceNames
package import SignIn

/// Why nothing was done with a draft or a case.
package enum CaseworkError: Error, Equatable, CustomStringConvertible {
    /// There is none of that name, or not for the one who asks.
    case notThere
    /// Somebody else has changed it since it was shown.
    case changedMeanwhile
    case wrongStage(Draft.Stage)
    /// Of a report that is published through another member.
    case entrustmentStage(Entrustment.Stage)
    /// It may not, or is this member itself.
    case notAPublisher(MemberID)
    case notItsAuthor
    case roleMissing(Permission)
    /// The member's policy asks for the second look of somebody else, who may release.
    case secondLookNeeded
    /// No rows, or too many.
    case rows(found: Int)
    case tooMany(what: String, max: Int)
    case tooLarge(what: String, bytesMax: Int)
    case text(field: String)
    /// A row, from 1, that no reader would accept, or that has what nobody sees.
    case row(Int, String)
    /// So many rows say something of their own, and nobody has said what is to become of it.
    case rowsDiffer(Int)
    case closed
    case inquiryState(Inquiry.State)
    /// Of an inquiry, the other side says such a thing.
    case inquirySide
    /// Another member has said as much of it as is taken.
    case inquiryFull
    case inquiryMember(MemberID?)
    case inquiryHours
    case handOver
    /// On no list of this member's people, or not one who prepares anything.
    case notAColleague(PersonID)
    /// By its first bytes.
    case fileKind

    /// For programs and tests.
    package var keyword: String {
        switch self {
        case .notThere: "no-such-casework"
        case .changedMeanwhile: "changed-meanwhile"
        case .wrongStage: "draft-stage"
        case .entrustmentStage: "entrusted-stage"
        case .notAPublisher: "not-a-publisher"
        case .notItsAuthor: "draft-author"
        case .roleMissing: "role-missing"
        case .secondLookNeeded: "second-look"
        case .rows: "draft-rows"
        case .tooMany: "too-many"
        case .tooLarge: "too-large"
        case .text: "text"
        case .row: "draft-row"
        case .rowsDiffer: "draft-rows-differ"
        case .closed: "case-closed"
        case .inquiryState: "inquiry-state"
        case .inquirySide: "inquiry-side"
        case .inquiryFull: "inquiry-full"
        case .inquiryMember: "inquiry-member"
        case .inquiryHours: "inquiry-hours"
        case .handOver: "hand-over"
        case .notAColleague: "not-a-colleague"
        case .fileKind: "file-kind"
        }
    }

    package var description: String {
        switch self {
        case .notThere: "there is no such draft or case, or it is not for you"
        case .changedMeanwhile:
            "it was changed since this page was shown; look at it again before you go on"
        case .wrongStage(let stage): "the draft is '\(stage.rawValue)', where this cannot be done"
        case .entrustmentStage(let stage):
            "the report is '\(stage.rawValue)', where this cannot be done"
        case .notAPublisher(let member):
            "\(member) cannot publish it: choose another member that may report in this channel"
        case .notItsAuthor: "only the author of a draft changes it"
        case .roleMissing(let permission):
            "this takes a role that may '\(permission.rawValue)'; an administrator of your organisation gives roles"
        case .secondLookNeeded:
            "your organisation asks for a second look: an approver other than the author publishes this"
        case .rows(let found):
            "a draft has 1 to \(DraftContent.rowsMax) rows, not \(found); divide the list"
        case .tooMany(let what, let max): "there are \(max) \(what), and no more may be"
        case .tooLarge(let what, let bytesMax): "\(what) has more than \(bytesMax) bytes"
        case .text(let field): "'\(field)' is empty, too long, or has characters that nobody sees"
        case .row(let number, let why): "row \(number): \(why)"
        case .rowsDiffer(let count):
            "rows that say something of their own: \(count); choose whether they keep it ('\(DifferingRows.keep.rawValue)') or all say the same ('\(DifferingRows.overwrite.rawValue)')"
        case .closed: "the case is closed; open it again first"
        case .inquiryState(let state):
            "the inquiry is '\(state.rawValue)', where this cannot be done"
        case .inquirySide: "who asks asks, and who is asked answers: this is for the other side"
        case .inquiryFull:
            "the inquiry has \(InquiryLimits.remoteEntriesMax) entries: ask anew"
        case .inquiryMember(let member):
            "\(member.map { "\($0)" } ?? "nobody") cannot be asked: choose another active member"
        case .inquiryHours:
            "hours are whole numbers from \(InquiryRules.hours.lowerBound) to \(InquiryRules.hours.upperBound), and the warning comes before the end"
        case .handOver: "a shift is handed over to somebody else"
        case .notAColleague(let person):
            "'\(person)' is none of your organisation's people who may work on this: choose one of the list"
        case .fileKind: "the file is none of the kinds that are taken here, by its first bytes"
        }
    }
}
