package import Casework
import Peering

/// Where a page of cases, of drafts and of what else is begun once goes on. Those begun last come first: that does not
/// change, so that each is given once, whatever is done to it between two pages.
package struct CasePlace: Comparable, CustomStringConvertible {
    static let pageCases = 25
    static let pageMax = 100
    static let pattern = "^(0|[1-9][0-9]{0,14})-[0-9a-f]{32}$"

    package let begunAt: UInt64
    package let id: CaseworkID

    init(_ folder: Case) {
        begunAt = folder.createdAt
        id = folder.id
    }

    init(_ draft: Draft) {
        begunAt = draft.createdAt
        id = draft.id
    }

    init(_ one: Entrustment) {
        begunAt = one.createdAt
        id = one.id
    }

    init(_ done: HandOver) {
        begunAt = done.at
        id = done.id
    }

    init(_ contact: MemberContact) {
        begunAt = contact.at
        id = contact.id
    }

    /// Nil for what `description` never is.
    init?(parsing text: String) {
        let sides = text.split(separator: "-", omittingEmptySubsequences: false)
        guard sides.count == 2, sides[0].utf8.count <= 15, let begunAt = UInt64(sides[0]),
            String(begunAt) == sides[0], let id = CaseworkID(sides[1])
        else { return nil }
        self.begunAt = begunAt
        self.id = id
    }

    /// As the page before has it in its address.
    /// - Throws: status 400 for what none has.
    init(shown text: String) throws(PeerProblem) {
        guard let place = CasePlace(parsing: text) else {
            throw PeerProblem(
                status: 400, keyword: "query", detail: "'after' is no place in this list.")
        }
        self = place
    }

    package var description: String { "\(begunAt)-\(id)" }

    package static func < (left: Self, right: Self) -> Bool {
        left.begunAt == right.begunAt ? left.id < right.id : left.begunAt > right.begunAt
    }
}
