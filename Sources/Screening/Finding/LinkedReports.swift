package import AllianceNames
package import Statements

/// The listing's seller is of one operator with others that were reported.
package struct LinkedReports: Equatable, Sendable {
    /// Told of one group, those that most members report first.
    package static let reportedMax = 8

    /// What of the listing is in the group.
    package let identifier: Indicator
    package let channel: ChannelID
    /// Of the group.
    package let identifiers: Int
    /// Others of the group, at most `reportedMax`.
    package let reported: [ReportedIdentifier]
    /// How many there are.
    package let reportedCount: Int

    /// - Parameter reported: all of the group but what the listing has itself.
    package init?(
        of identifier: Indicator, in channel: ChannelID, identifiers: Int,
        reported: [ReportedIdentifier]
    ) {
        guard !reported.isEmpty else { return nil }
        self.identifier = identifier
        self.channel = channel
        self.identifiers = identifiers
        reportedCount = reported.count
        self.reported = Array(
            reported.sorted {
                (-$0.members.count, $0.indicator) < (-$1.members.count, $1.indicator)
            }.prefix(Self.reportedMax))
    }

    /// Distinct members that report any of those told.
    package var members: [MemberID] { Set(reported.flatMap(\.members)).sorted() }
}
