package import AllianceNames
package import AuditTrail
package import Evidence
package import MergedView
import Roster
package import Statements

/// What an evidence bundle is to be of, and what it says of its making.
package struct BundleRequest: Sendable {
    /// Everything that is said of it; nil for single entries.
    package var indicator: Indicator?
    /// Beside that. What is erased is found by its entry alone.
    package var entries: [StatementDot]
    /// Only what these members say; empty for all.
    package var members: Set<MemberID>
    /// Only what is said in these channels; empty for all.
    package var channels: Set<ChannelID>
    /// What travels beside the bundle.
    package var captures: [Capture]
    /// Who makes it, as the audit log names it.
    package var person: String
    package var purpose: String
    /// Of a bundle of what was released.
    package struct Bounds: Hashable, Sendable {
        /// Only what was said by then, ms since 1970.
        package let until: UInt64
        /// Statements, at most; each member has a fair share of them.
        package let statementsMax: UInt64
    }
    /// Nil for all that is said.
    package private(set) var bounds: Bounds?

    package init(
        _ indicator: Indicator?, entries: [StatementDot] = [], members: Set<MemberID> = [],
        channels: Set<ChannelID> = [], captures: [Capture] = [], person: String, purpose: String
    ) {
        self.indicator = indicator
        self.entries = entries
        self.members = members
        self.channels = channels
        self.captures = captures
        self.person = person
        self.purpose = purpose
    }

    /// What it is narrowed to, for its record: that is another file than the whole one, so what is released is the one
    /// that was held.
    package var narrowedTo: [AuditDetail: String] {
        let names: [AuditDetail: [String]] = [
            .members: members.map(\.rawValue), .channels: channels.map(\.rawValue),
        ]
        return names.filter { !$0.value.isEmpty }.mapValues { $0.sorted().joined(separator: " ") }
    }

    /// The same of what was there when it was held, and no more statements; the bundle says so beside its purpose.
    package func released(by hold: ExportLedger.Held) -> BundleRequest {
        var request = self
        request.bounds = Bounds(until: hold.at, statementsMax: hold.rows)
        let time = hold.time.description
        request.purpose =
            "\(purpose) (of what was said by \(time), as it was held and released under number \(hold.index))"
        return request
    }
}
