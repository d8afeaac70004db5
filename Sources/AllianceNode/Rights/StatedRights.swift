package import AllianceNames
import CRDT
package import MergedView
import SQLiteStore
package import Statements

/// A right that counts: the newest that its owner says of a registration and has not taken back.
package struct StatedRight: Hashable, Sendable {
    package let dot: StatementDot
    package let right: Right
}

extension OpenedNode {
    /// Rights read from the view at a time.
    private static let rightsPageRows = 500

    /// Of each member the newest statement about each right, by member and registration, as the view has it.
    ///
    /// - Parameter members: empty for all.
    package func statedRights(of members: Set<MemberID> = []) throws -> [StatedRight] {
        try newestRights(of: members).compactMap { dot in
            guard case .right(let right)? = try statement(at: dot) else { return nil }
            return StatedRight(dot: dot, right: right)
        }
    }

    /// Where those stand.
    func newestRights(of members: Set<MemberID> = []) throws -> [StatementDot] {
        struct Key: Hashable, Comparable {
            let member: MemberID
            let right: String

            static func < (left: Self, right: Self) -> Bool {
                (left.member, left.right) < (right.member, right.right)
            }
        }
        let scope = try scope()
        let channels = channels
        var newest: [Key: ViewRow] = [:]
        var last: StatementDot?
        while true {
            let page = try view.rows(
                underHash: ViewKey.allRights.hash, in: channels, after: last,
                limit: Self.rightsPageRows)
            for row in page where scope.standing(of: row) == .live {
                guard members.isEmpty || members.contains(row.dot.log.member),
                    try row.belongs(to: .allRights),
                    case .right(let body) = try row.decoded().body
                else { continue }
                let key = Key(member: row.dot.log.member, right: body.registration)
                if let held = newest[key], held.dot.isAfter(row.dot) { continue }
                newest[key] = row
            }
            guard page.count == Self.rightsPageRows else { break }
            last = page.last?.dot
        }
        return newest.sorted { $0.key < $1.key }.map(\.value.dot)
    }
}

extension StatementDot {
    /// Of two statements of one member: no clock decides, only epoch and place in the log.
    fileprivate func isAfter(_ other: StatementDot) -> Bool {
        (log.epoch, index) > (other.log.epoch, other.index)
    }
}
