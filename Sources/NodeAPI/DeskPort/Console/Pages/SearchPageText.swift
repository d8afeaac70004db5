/// The texts of searches that are beside those of `PageText`: what narrows them, and which are kept. What they
/// say in a language stands in that language's file in `Languages`.
package enum SearchPageText: Hashable, CaseIterable, Sendable {
    case found, orMore, narrowHeading, narrowLead, onlyNewest, narrowedTo, allOfThem
    case sharedIn
    case savedHeading, savedLead, savedNone, saveThis, savedName, save, rename, savedDelete
    case savedNew, savedNoneNew, savedChange, savedLastRun, savedUnreadable

    package func callAsFunction(_ language: DeskLanguage) -> String {
        language.catalogue.search(self)
    }
}
