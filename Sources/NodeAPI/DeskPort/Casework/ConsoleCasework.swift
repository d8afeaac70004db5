import AllianceNames
import Casework
import Peering
import SignIn

/// What the console needs to keep drafts, cases and searches, where its desk does.
package struct ConsoleCasework: Sendable {
    let drafts: any DeskDrafts
    let cases: any DeskCases
    let searches: any DeskSearches
    /// Nil at a desk that reports through nobody.
    let entrusting: (any DeskEntrusting)?
    /// Nil at a desk that takes no inquiries.
    let inquiries: (any DeskInquiries)?

    package init(
        drafts: any DeskDrafts, cases: any DeskCases, searches: any DeskSearches,
        entrusting: (any DeskEntrusting)? = nil, inquiries: (any DeskInquiries)? = nil
    ) {
        self.drafts = drafts
        self.cases = cases
        self.searches = searches
        self.entrusting = entrusting
        self.inquiries = inquiries
    }
}

extension DeskRequest {
    /// The person who asks, as drafts and cases know it.
    /// - Throws: 403 for a program: what is prepared here is prepared in somebody's name.
    func colleague() throws(PeerProblem) -> Colleague {
        guard let person = caller.person else {
            throw PeerProblem(
                status: 403, keyword: "role-missing",
                detail: "This is for persons who have signed in; a program prepares nothing here.")
        }
        return Colleague(
            person.id, AccessPolicy.permissions(of: .person(roles: person.roles)))
    }

    /// The draft or case that its path names.
    func caseworkID(_ name: String = "id") throws(PeerProblem) -> CaseworkID {
        guard let id = parameters[name].flatMap({ CaseworkID($0) }) else {
            throw CaseworkError.notThere.problem
        }
        return id
    }
}

extension FormFields {
    /// As the page that the form stands on showed it.
    func revision() throws(PeerProblem) -> UInt64 {
        guard let revision = self["revision"].flatMap({ UInt64($0) }) else {
            throw ReportForm.wrong("The form does not say which state it was made for.")
        }
        return revision
    }
}

extension CaseworkError {
    var problem: PeerProblem {
        let status =
            switch self {
            case .notThere: 404
            case .inquiryState, .inquirySide, .inquiryFull: 409
            case .inquiryMember, .inquiryHours, .handOver, .notAColleague, .fileKind: 400
            case .notItsAuthor, .roleMissing, .secondLookNeeded: 403
            case .changedMeanwhile, .wrongStage, .entrustmentStage, .closed, .rowsDiffer: 409
            case .tooMany: 429
            case .tooLarge: 413
            case .rows, .text, .row, .notAPublisher: 400
            }
        let text = description
        return PeerProblem(
            status: status, keyword: keyword,
            detail: text.prefix(1).uppercased() + text.dropFirst() + ".")
    }
}
