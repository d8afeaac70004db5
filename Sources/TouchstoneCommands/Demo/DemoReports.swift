/// What the four brands of the demo know about counterfeit sellers before they meet: invented domains,
/// accounts, listings, phones and payment accounts in a dozen scripts. Every name stands in a range
/// reserved for examples (.example and .test, fictional telephone ranges, documentation addresses), so
/// that nobody real is accused. Columns are those of `touchstone indicator import`, with the reporting
/// member in front; two brands may know the same thing in two spellings.
package enum DemoReports {
    package static let csv = [header, domains, sellers, contacts, overlaps].joined(separator: "\n")

    private static let header =
        "member,type,value,marks,marketplace,basis,confidence,firstSeen,note"
}
