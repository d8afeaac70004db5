import Casework

/// A page of somebody's cases, the same in the console and for programs: those begun last first, each once.
struct CaseList {
    let cases: [Case]
    /// Where the next page goes on; nil at the end.
    let next: CasePlace?

    /// - Parameters:
    ///   - found: all that somebody may see, in whatever order.
    ///   - after: where the page before ended.
    init(_ found: [Case], after: CasePlace?, limit: Int = CasePlace.pageCases) {
        let rest = found.filter { folder in after.map { CasePlace(folder) > $0 } ?? true }
            .sorted { CasePlace($0) < CasePlace($1) }
        cases = Array(rest.prefix(limit))
        next = cases.count == rest.count ? nil : cases.last.map { CasePlace($0) }
    }
}
