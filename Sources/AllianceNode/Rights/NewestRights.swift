package import AllianceNames
import CRDT
package import MergedView
package import NodeAPI
import SQLiteStore
import Statements

/// The rights that members state, each as stated last.
enum NewestRights {
    /// Where one is stated, and what the view has of it.
    struct Row: Sendable {
        let dot: StatementDot
        let body: RightBody
    }

    /// Rows read from the view at a time.
    private static let pageRows = 500

    /// What counts: of each member the newest statement about each right, by member and right. Blocks.
    static func newest(
        in node: OpenedNode, scope: ViewScope, channels: Set<ChannelID>
    ) throws -> [Row] {
        var said: [Key: [(row: Row, issuedAt: UInt64)]] = [:]
        var last: StatementDot?
        while true {
            let page = try node.view.rows(
                underHash: ViewKey.allRights.hash, in: channels, after: last, limit: pageRows)
            for row in page where scope.standing(of: row) == .live {
                let (head, body) = try row.decoded()
                guard try row.belongs(to: .allRights), case .right(let right) = body else {
                    continue
                }
                let key = Key(member: row.dot.log.member, right: right.registration)
                said[key, default: []].append((Row(dot: row.dot, body: right), head.issuedAt))
            }
            guard page.count == pageRows else { break }
            last = page.last?.dot
        }
        return said.sorted { $0.key < $1.key }.compactMap { _, said in
            AuthorOrder.sorted(said) { ($0.row.dot, $0.issuedAt) }.last?.row
        }
    }

    private struct Key: Hashable, Comparable {
        let member: MemberID
        let right: String

        static func < (left: Self, right: Self) -> Bool {
            (left.member, left.right) < (right.member, right.right)
        }
    }
}

extension OpenedNode {
    /// Of each member the newest statement about each right, by member and registration, as the view has it.
    ///
    /// - Parameter members: empty for all.
    package func statedRights(of members: Set<MemberID> = []) throws -> [StatedRight] {
        try NewestRights.newest(in: self, scope: scope(), channels: channels).map(\.dot)
            .filter { members.isEmpty || members.contains($0.log.member) }
            .compactMap { dot in
                guard case .right(let right)? = try statement(at: dot) else { return nil }
                return StatedRight(dot: dot, right: right)
            }
    }

    /// What this member states of a right in a channel and what counts of it, in order: all of it, since behind the newest
    /// one that is taken back the one before would count again. Blocks.
    ///
    /// - Parameter key: as `Right.key` prints it.
    /// - Throws: what the stores throw.
    package func ownStatements(
        ofRight key: String, in channel: ChannelID
    ) throws -> [StatementDot] {
        try merger.catchUp()
        let scope = try self.scope()
        return try view.rows(of: .right(key), in: [channel], scope: scope).filter {
            $0.kind == .right && $0.dot.log.member == member && scope.standing(of: $0) == .live
        }.map(\.dot).sorted()
    }
}
