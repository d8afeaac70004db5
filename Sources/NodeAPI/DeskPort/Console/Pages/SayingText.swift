/// The texts about what is said of an identifier beside reports. What they say in a language stands in that language's
/// file in `Languages`.
package enum SayingText: Hashable, CaseIterable, Sendable {
    case heading, lead
    case object, objectLead, sight, sightLead, link, linkLead, withdraw, withdrawLead
    case ownWords, total, soFar, otherIdentifier, shows
    case which, reports, objections, links, sightings, statements
    case look, confirmHeading, sign, takeBack, back
    case objected, sighted, linked, takenBack

    init(_ withdrawn: IdentifierStatement.Withdrawn) {
        self =
            switch withdrawn {
            case .reports: .reports
            case .objections: .objections
            case .links: .links
            case .sightings: .sightings
            }
    }

    package func callAsFunction(_ language: DeskLanguage) -> String {
        language.catalogue.saying(self)
    }
}
