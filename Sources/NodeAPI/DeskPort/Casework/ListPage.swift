import Casework
import Peering

/// A page of what somebody may see, the same in the console and for programs: each once, in the order of its place.
struct ListPage<Item, Place: Comparable> {
    let items: [Item]
    /// Where the next page goes on; nil at the end.
    let next: Place?

    /// - Parameters:
    ///   - found: all that somebody may see, in whatever order.
    ///   - after: where the page before ended.
    init(_ found: [Item], by place: (Item) -> Place, after: Place?, limit: Int) {
        let rest = found.map { (place: place($0), item: $0) }
            .filter { one in after.map { one.place > $0 } ?? true }
            .sorted { $0.place < $1.place }
        let shown = rest.prefix(limit)
        items = shown.map(\.item)
        next = shown.count == rest.count ? nil : shown.last?.place
    }
}

extension ListPage<Case, CasePlace> {
    init(_ cases: [Case], after: CasePlace?, limit: Int = CasePlace.pageCases) {
        self.init(cases, by: { CasePlace($0) }, after: after, limit: limit)
    }
}

extension ListPage<Draft, CasePlace> {
    init(_ drafts: [Draft], after: CasePlace?, limit: Int = DraftLimits.listedMax) {
        self.init(drafts, by: { CasePlace($0) }, after: after, limit: limit)
    }
}

extension ListPage<Inquiry, InquiryPlace> {
    init(_ inquiries: [Inquiry], after: InquiryPlace?, limit: Int = InquiryLimits.listedMax) {
        self.init(inquiries, by: { InquiryPlace($0) }, after: after, limit: limit)
    }
}

extension RequestTarget {
    /// Of a page with several lists: which of them alone is asked for, and where in it the page begins.
    ///
    /// - Throws: status 400 for a list that there is not, and for a place in none.
    func place<Part: RawRepresentable<String>>(
        inPart name: String, _ part: Part.Type
    ) throws(PeerProblem) -> (part: Part?, after: CasePlace?) {
        let text = try parameter(name)
        let only = text.flatMap(Part.init(rawValue:))
        guard only != nil || text == nil else {
            throw PeerProblem(
                status: 400, keyword: "query", detail: "There is no such '\(name)' on this page.")
        }
        guard let after = try parameter("after") else { return (only, nil) }
        guard only != nil else {
            throw PeerProblem(
                status: 400, keyword: "query", detail: "'after' goes with a '\(name)'.")
        }
        return (only, try CasePlace(shown: after))
    }
}

extension ConsoleContext {
    /// The way to a list's next page; nothing at its end.
    func nextPage(_ href: String?) -> HTML {
        guard let href else { return "" }
        return
            "<nav class=\"paging\" aria-label=\"\(self[.pagingLabel])\"><a rel=\"next\" href=\"\(href)\">\(self[.pageNext])</a></nav>"
    }
}
