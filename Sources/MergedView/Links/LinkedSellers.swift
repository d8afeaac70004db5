package import AllianceNames
package import Statements

/// Indicators of one operator: the connected component of an indicator over the links that count in
/// one channel.
package struct LinkedSellers: Equatable, Sendable {
    package var channel: ChannelID
    /// The smallest indicator of the group stands for it.
    package var id: Indicator
    /// Ascending, with the indicator asked for.
    package var indicators: [Indicator]
    /// Ascending by ends, each with its sources.
    package var links: [Link]
    /// Indicators with more links than `Rule.degreeMax`: a parcel station, a shared host. They join
    /// nobody to anybody.
    package var tooConnected: [Indicator]
    /// More indicators belong to the group than `Rule.indicatorsMax`; then id and extent depend on the
    /// indicator asked for.
    package var isTruncated: Bool

    package init(
        channel: ChannelID, id: Indicator, indicators: [Indicator], links: [Link],
        tooConnected: [Indicator], isTruncated: Bool
    ) {
        self.channel = channel
        self.id = id
        self.indicators = indicators
        self.links = links
        self.tooConnected = tooConnected
        self.isTruncated = isTruncated
    }

    /// An edge, and the statements that support it.
    package struct Link: Equatable, Sendable {
        package var a: Indicator
        package var b: Indicator
        /// Distinct, ascending.
        package var members: [MemberID]
        package var sources: [StatementDot]

        package init(
            a: Indicator, b: Indicator, members: [MemberID], sources: [StatementDot]
        ) {
            self.a = a
            self.b = b
            self.members = members
            self.sources = sources
        }
    }

    package struct Rule: Equatable, Sendable {
        /// Distinct members that must support a link.
        package var membersMin: Int
        package var degreeMax: Int
        package var indicatorsMax: Int

        package init(membersMin: Int = 1, degreeMax: Int = 64, indicatorsMax: Int = 256) {
            self.membersMin = membersMin
            self.degreeMax = degreeMax
            self.indicatorsMax = indicatorsMax
        }
    }
}
