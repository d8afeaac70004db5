package import AllianceNames
package import Statements

/// What the members say of one indicator: the merged view of it, for one channel or for those that
/// the asker reads together.
///
/// A pure function of rows, scope and time (`init(resolving:)`). Members count once, however often and
/// in however many channels they speak.
package struct IndicatorState: Equatable, Sendable {
    package var indicator: Indicator
    package var status: IndicatorStatus
    /// By channel, member and standing; those that count come first.
    package var reports: [Report]
    package var objections: [Objection]
    package var sightings: [Sightings]
    package var links: [LinkReport]

    /// Members whose report counts and has not expired.
    package var asserting: [MemberID]
    /// Those of them whose report is witnessed: what acts by itself relies on these only.
    package var confirmed: [MemberID]
    /// Members whose objection counts.
    package var disputing: [MemberID]
    /// Members whose objection counts and says that the seller is authorised.
    package var vouching: Set<MemberID> {
        Set(
            objections.filter { $0.standing == .live && $0.said.reason == .authorisedSeller }
                .map(\.member))
    }
    /// The sum of every member's newest total.
    package var sightingsTotal: UInt64
    /// The earliest time that a counting report gives, ms since 1970.
    package var since: UInt64?
    /// The highest confidence of the counting reports.
    package var confidence: Int?
    /// The strictest marking of the counting reports, or of any where none counts.
    package var tlp: TLP?
    /// A log says more of this key than is read of one log (`ViewRow.readOfEachLogMax`).
    package var isTruncated: Bool

    /// A member's word on the indicator in one channel: of its statements of one standing the newest
    /// by epoch and index, with the dots of them all, newest first.
    package struct Report: Equatable, Sendable {
        package var channel: ChannelID
        package var member: MemberID
        package var standing: Standing
        package var dots: [StatementDot]
        package var issuedAt: UInt64
        /// The earliest time that any of the dots gives.
        package var since: UInt64
        package var said: AssertionBody
        /// Its validity ended before the time asked for.
        package var isExpired: Bool
        /// The newest of the dots is below a checkpoint that has a quorum of witnesses.
        package var isWitnessed = false

        package var counts: Bool { standing == .live && !isExpired }
    }

    package struct Objection: Equatable, Sendable {
        package var channel: ChannelID
        package var member: MemberID
        package var standing: Standing
        package var dots: [StatementDot]
        package var issuedAt: UInt64
        package var said: DisputeBody
    }

    package struct Sightings: Equatable, Sendable {
        package var channel: ChannelID
        package var member: MemberID
        package var standing: Standing
        /// Of the newest total.
        package var dot: StatementDot
        package var said: SightingBody
    }

    /// One statement that another identifier is of the same operator.
    package struct LinkReport: Equatable, Sendable {
        package var other: Indicator
        package var dot: StatementDot
        package var standing: Standing
        package var issuedAt: UInt64
        package var said: LinkBody
    }
}

/// Whether witnesses beside the author vouch that a statement was made, and when.
package enum Confirmation: String, Sendable, CaseIterable {
    /// Independently confirmed.
    case witnessed
    /// Awaiting confirmation.
    case pending
}

extension IndicatorState {
    /// Of the reports that count: witnessed if one of them is; nil where none counts.
    package var confirmation: Confirmation? {
        asserting.isEmpty ? nil : confirmed.isEmpty ? .pending : .witnessed
    }
}

package enum IndicatorStatus: String, Sendable, CaseIterable {
    /// Reported, and nobody objects.
    case active
    /// Reported, and at least one member objects.
    case disputed
    /// Every report that counts has expired.
    case expired
    /// Reported only by members in quarantine.
    case suspended
    /// Every report was taken back.
    case withdrawn
    /// Every report is outside what the roster admits.
    case outOfScope
    /// Linked, seen or objected to, but never reported.
    case unreported

    /// Somebody says it still, if only for a time that is over or under suspension.
    package var isKnown: Bool {
        switch self {
        case .active, .disputed, .expired, .suspended: true
        case .withdrawn, .outOfScope, .unreported: false
        }
    }
}
