import Statements

/// Goods that customs hold: whoever owns the right has so many working days to say that they infringe.
/// After that they go on to the buyer.
package struct CustomsDetention: Hashable, Sendable {
    package enum Goods: String, Sendable { case ordinary, perishable }

    /// A country's rule, with its source.
    package struct Term: Hashable, Sendable {
        package var workingDays: Int
        package var perishableWorkingDays: Int
        /// By how much customs may extend it, for ordinary goods.
        package var extensionWorkingDays: Int
        package var source: String
    }

    package let id: String
    /// ISO 3166-1 alpha-2.
    package let country: String
    /// When the owner was told, in milliseconds since 1970.
    package let notifiedAt: UInt64
    package let goods: Goods
    package let isExtended: Bool

    package init(
        id: String, country: String, notifiedAt: UInt64, goods: Goods = .ordinary,
        isExtended: Bool = false
    ) {
        self.id = id
        self.country = country
        self.notifiedAt = min(notifiedAt, StatementLimits.timeMillisecondsMax)
        self.goods = goods
        self.isExtended = isExtended
    }

    package static let union = Term(
        workingDays: 10, perishableWorkingDays: 3, extensionWorkingDays: 10,
        source: "Regulation (EU) 608/2013, article 23(1) and (4)")
    package static let unitedKingdom = Term(
        workingDays: 10, perishableWorkingDays: 3, extensionWorkingDays: 10,
        source: "Regulation (EU) 608/2013 as assimilated in the United Kingdom, article 23")

    /// Nil where no rule is known here: then a person sets the date.
    package static func term(in country: String) -> Term? {
        if country == "GB" { return unitedKingdom }
        return RightCoverage.union.contains(country) ? union : nil
    }

    /// So many there are for an answer; nil where no rule is known.
    package var workingDays: Int? {
        Self.term(in: country).map { term in
            goods == .perishable
                ? term.perishableWorkingDays
                : term.workingDays + (isExtended ? term.extensionWorkingDays : 0)
        }
    }

    /// The last moment for an answer; nil where no rule or no calendar is known.
    ///
    /// - Parameter calendar: of the country.
    package func due(_ calendar: WorkingDayCalendar) -> UInt64? {
        guard calendar.country == country, let days = workingDays else { return nil }
        return calendar.end(ofWorkingDays: days, after: notifiedAt)
    }

    /// Somebody is told two days before, in any case after half of the time.
    package func deadlines(_ calendar: WorkingDayCalendar) -> [Deadline] {
        guard let due = due(calendar) else { return [] }
        let early = max(
            due - min(due, 2 * CaseRules.dayMilliseconds), notifiedAt + (due - notifiedAt) / 2)
        // An extension is another deadline.
        let causes = isExtended ? ["extended"] : []
        return [
            Deadline(.customsEscalation, subject: id, causes: causes, time: early),
            Deadline(.customsDue, subject: id, causes: causes, time: due),
        ]
    }
}
