import AllianceNames
import MergedView
import Statements

/// Members that report an account, by what their word may do.
struct AccountReports: Equatable {
    /// Cosigned by witnesses, and known to all who read the decision.
    var told: Set<MemberID> = []
    /// Cosigned, and for fewer eyes.
    var restricted: Set<MemberID> = []
    /// Not cosigned yet, or somebody objects: a person looks at it.
    var pending: Set<MemberID> = []
    /// That say it is genuine goods by somebody not authorised. Counts for nothing.
    var grey: Set<MemberID> = []

    init() {}

    /// - Parameter isGrey: whether a report is of genuine goods.
    init(
        _ state: IndicatorState, for audience: ReportAudience,
        isGrey: (IndicatorState.Report) throws -> Bool
    ) rethrows {
        let isDisputed = state.objections.contains { objection in
            objection.standing == .live && !objection.said.onBehalfOfSeller
                && !audience.leftOut.contains(objection.member)
                && Self.contradicts(objection.said.reason)
        }
        for report in state.reports
        where report.counts && !audience.leftOut.contains(report.member)
            && report.said.confidence >= ReportAudience.confidenceMin
        {
            if try isGrey(report) {
                grey.insert(report.member)
            } else if isDisputed || !report.isWitnessed {
                pending.insert(report.member)
            } else if audience.isTold(report) {
                told.insert(report.member)
            } else {
                restricted.insert(report.member)
            }
        }
        // Who says it in several channels counts by what goes furthest.
        restricted.subtract(told)
        pending.subtract(told)
        pending.subtract(restricted)
    }

    private static func contradicts(_ reason: Dispute.Reason) -> Bool {
        switch reason {
        case .falsePositive, .authorisedSeller, .identifierReassigned, .resolved: true
        case .sellerReply, .other: false
        }
    }

    mutating func join(_ other: AccountReports) {
        told.formUnion(other.told)
        restricted.formUnion(other.restricted)
        pending.formUnion(other.pending)
        grey.formUnion(other.grey)
    }

    mutating func leaveOut(_ members: Set<MemberID>) {
        told.subtract(members)
        restricted.subtract(members)
        pending.subtract(members)
    }
}
