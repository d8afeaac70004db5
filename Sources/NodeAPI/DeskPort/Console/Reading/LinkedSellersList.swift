package import MergedView

/// A page of groups of linked sellers: those with the newest links first. A group stands where the newest of its links
/// that counts does, so that each is given once; one that gets a newer link meanwhile stands at the front.
package struct LinkedSellersList: Equatable, Sendable {
    /// Groups of one page.
    package static let groupsMax = 12

    package var groups: [LinkedSellers]
    /// Where the next page begins; nil at the end. A page may be short, even empty, and still have a next one.
    package var next: SearchCursor?

    package init(_ groups: [LinkedSellers], next: SearchCursor? = nil) {
        self.groups = groups
        self.next = next
    }

    /// Where a page of them begins, as `next` has it; nil for what is none.
    package static func cursor(_ text: String) -> SearchCursor? {
        guard let cursor = try? SearchCursor(parsing: text), case .position = cursor.place else {
            return nil
        }
        return cursor
    }
}
