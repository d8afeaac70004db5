import AllianceNames
import CRDT
import MergedView
import NodeAPI
import SQLiteStore
import Statements

/// The groups of linked sellers whose links are the newest. Groups are not stored: each is found from one of
/// its links.
struct LinkReading {
    /// Statements looked at for a page.
    static let documentsMax = 200
    /// Documents of one identifier within one second, where that second is on two pages.
    private static let secondMax = 4_096

    private let node: OpenedNode
    private let scope: ViewScope
    private let channels: Set<ChannelID>
    /// Links that are not shown are not looked at either, or they would crowd out those that are.
    private let expression: SearchExpression

    init(_ node: OpenedNode, scope: ViewScope, channels: Set<ChannelID>) {
        self.node = node
        self.scope = scope
        self.channels = channels
        expression = .all(
            [.phrase(.facets, [SearchFacet.statement(.link)])]
                + SearchExpression.said(in: channels, upTo: scope.markingMax))
    }

    /// - Throws: `MergedViewError.cursorUnreadable` for the cursor of another list.
    func page(after cursor: SearchCursor?, limit: Int) throws -> LinkedSellersList {
        let all = DocumentPosition.all
        var last = all.upperBound
        if let cursor {
            guard case .position(let position) = cursor.place else {
                throw MergedViewError.cursorUnreadable(found: cursor.description)
            }
            guard position > all.lowerBound else { return LinkedSellersList([]) }
            last = min(last, position - 1)
        }
        guard !channels.isEmpty else { return LinkedSellersList([]) }
        // What stands above was on an earlier page.
        let earlier = last < all.upperBound ? last + 1...all.upperBound : nil
        let documents = try node.view.documents(
            matching: expression, in: all.lowerBound...last, limit: Self.documentsMax)
        var list = LinkedSellersList([])
        var looked: Set<StatementDot> = []
        // Those of the page and those of earlier pages: a group has many links, and is found from one of them.
        var met: [LinkedSellers] = []
        for document in documents where channels.contains(document.dot.log.channel) {
            guard looked.insert(document.dot).inserted,
                let (group, issued) = try group(
                    at: document.dot, besides: met, isTimed: earlier != nil)
            else { continue }
            met.append(group)
            if let earlier, try isFound(group, issued, in: earlier) { continue }
            guard list.groups.count < limit else {
                // The next page begins with it.
                list.next = SearchCursor(.position(document.position + 1))
                return list
            }
            list.groups.append(group)
        }
        if documents.count == Self.documentsMax, let lowest = documents.last?.position {
            list.next = SearchCursor(.position(lowest))
        }
        return list
    }

    /// The group of this link, where it counts and the group is not met already.
    ///
    /// - Parameter isTimed: whether it is asked when the group's links were said.
    /// - Returns: with when each was said, ms since 1970, as far as that is asked.
    private func group(
        at dot: StatementDot, besides met: [LinkedSellers], isTimed: Bool
    ) throws -> (group: LinkedSellers, issued: [StatementDot: UInt64])? {
        guard case .link(let link)? = try node.statement(at: dot), link.tlp <= scope.markingMax
        else { return nil }
        let channel = dot.log.channel
        let isMet = met.contains { group in
            group.channel == channel && group.indicators.contains(link.a)
                && group.indicators.contains(link.b)
        }
        guard !isMet else { return nil }
        var issued: [StatementDot: UInt64] = [:]
        let found = try LinkedSellers.group(of: link.a, in: channel, scope: scope) { key in
            let rows = try node.view.rows(of: key, in: [channel], scope: scope)
            if isTimed {
                for row in rows where row.kind == .link {
                    issued[row.dot] = try row.decoded().head.issuedAt
                }
            }
            return rows
        }
        guard let found, found.links.contains(where: { $0.sources.contains(dot) }) else {
            return nil
        }
        return (found, issued)
    }

    /// Whether a link of the group stands at one of these positions, up to the last that there is.
    ///
    /// - Parameter issued: when each of its links was said, ms since 1970.
    private func isFound(
        _ group: LinkedSellers, _ issued: [StatementDot: UInt64], in earlier: ClosedRange<UInt64>
    ) throws -> Bool {
        var ends: Set<Indicator> = []
        var doubtful: Set<StatementDot> = []
        var second = earlier
        for link in group.links {
            for source in link.sources {
                guard let time = issued[source] else { continue }
                let positions = DocumentPosition.range(issued: time...time)
                if positions.lowerBound >= earlier.lowerBound { return true }
                guard positions.upperBound >= earlier.lowerBound else { continue }
                // Said within the second in which the page before ended: its place tells.
                doubtful.insert(source)
                ends.formUnion([link.a, link.b])
                second = earlier.lowerBound...positions.upperBound
            }
        }
        for end in ends {
            let documents = try node.view.documents(
                ofKeyHash: ViewKey(end).hash, matching: expression, in: second,
                limit: Self.secondMax)
            if documents.contains(where: { doubtful.contains($0.dot) }) { return true }
        }
        return false
    }
}
