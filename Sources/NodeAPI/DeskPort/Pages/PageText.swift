/// Every piece of text on the desk's pages, by name. What it says in a language stands in that language's
/// file in `Languages`; the compiler refuses one that lacks a text.
package enum PageText: Hashable, CaseIterable, Sendable {
    // All pages.
    case siteName, tagline
    // The page where one begins.
    case startTitle, startLead, codeLabel, codeHint, checkButton, serialLabel, serialNeeded,
        noSerials
    // What is on the product.
    case productHeading, brand, name, gtin, serial, lot, expiry, owner, brandPage
    // The verdict.
    case verdictTitle, genuine, genuineNote, caution, cautionNote, counterfeitSuspected,
        counterfeitSuspectedNote, unknown, unknownNote, confidence, confidenceLow,
        confidenceMedium, confidenceHigh, reasons
    // Where the answer comes from.
    case sourceHeading, answeredBy, nobody, answeredAt, asOf, entries, signed, again
    // What is wrong.
    case notFoundTitle, notInAlliance, notRegistered, malformedTitle, malformedLead, detail,
        problemTitle, pageMissing

    package func callAsFunction(_ language: DeskLanguage) -> String {
        language.catalogue.text(self)
    }
}
