package import AllianceNames
import CRDT
import MergedView
package import NodeAPI
import SQLiteStore
import Statements

/// The rights that members state, each as stated last.
enum NewestRights {
    /// Where one is stated, and what the view has of it.
    struct Row: Sendable {
        let dot: StatementDot
        let body: RightBody
        /// All in which its author states it and that counts, by name.
        var channels: [ChannelID] = []
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
            var newest = AuthorOrder.sorted(said) { ($0.row.dot, $0.issuedAt) }.last?.row
            newest?.channels = Set(said.map(\.row.dot.log.channel)).sorted()
            return newest
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
        try NewestRights.newest(in: self, scope: scope(), channels: channels)
            .filter { members.isEmpty || members.contains($0.dot.log.member) }
            .compactMap { row in
                guard case .right(let right)? = try statement(at: row.dot) else { return nil }
                return StatedRight(dot: row.dot, right: right, channels: row.channels)
            }
    }

    /// What this member states of a right, in each channel where it does and any of it counts, by channel. Blocks.
    ///
    /// - Parameter key: as `Right.key` prints it.
    /// - Throws: what the stores throw.
    package func ownRights(_ key: String) throws -> [OwnRight] {
        try ownStatements(ofRight: key).sorted { $0.key < $1.key }.compactMap { channel, dots in
            guard let last = dots.last, case .right(let right)? = try statement(at: last) else {
                return nil
            }
            return OwnRight(channel: channel, right: right, dots: dots)
        }
    }
}
