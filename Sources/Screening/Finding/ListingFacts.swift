package import AllianceNames

/// All that is known of one listing, as it was gathered.
package struct ListingFacts: Equatable, Sendable {
    package var marks: [MarkFinding] = []
    /// What the listing is known by that members report.
    package var reported: [ReportedIdentifier] = []
    package var linked: [LinkedReports] = []
    package var images: [ReportedLikeness] = []
    /// Owners of marks who say that this seller is theirs, or may sell their goods.
    package var authorisedBy: Set<MemberID> = []

    package init() {}
}
