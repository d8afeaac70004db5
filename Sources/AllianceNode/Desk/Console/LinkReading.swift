import AllianceNames
import CRDT
import MergedView
import SQLiteStore
import Statements

/// The groups of linked sellers whose links are the newest. Groups are not stored: each is found from one of
/// its links.
struct LinkReading {
    /// Statements looked at, and groups shown.
    static let documentsMax = 200
    static let groupsMax = 12

    private let node: OpenedNode
    private let scope: ViewScope
    private let channels: Set<ChannelID>

    init(_ node: OpenedNode, scope: ViewScope, channels: Set<ChannelID>) {
        self.node = node
        self.scope = scope
        self.channels = channels
    }

    func newest() throws -> [LinkedSellers] {
        guard !channels.isEmpty else { return [] }
        let view = node.view
        // Links that are not shown are not looked at either, or they would crowd out those that are.
        let shown = SearchExpression.said(in: channels, upTo: scope.markingMax)
        let documents = try view.documents(
            matching: .all([.phrase(.facets, [SearchFacet.statement(.link)])] + shown),
            in: DocumentPosition.all, limit: Self.documentsMax)
        var groups: [LinkedSellers] = []
        var looked: Set<StatementDot> = []
        for document in documents where channels.contains(document.dot.log.channel) {
            guard groups.count < Self.groupsMax, looked.insert(document.dot).inserted,
                case .link(let link)? = try node.statement(at: document.dot),
                link.tlp <= scope.markingMax
            else { continue }
            let channel = document.dot.log.channel
            let isShown = groups.contains { group in
                group.channel == channel && group.indicators.contains(link.a)
                    && group.indicators.contains(link.b)
            }
            guard !isShown else { continue }
            let group = try LinkedSellers.group(of: link.a, in: channel, scope: scope) { key in
                try view.rows(of: key, in: [channel], scope: scope)
            }
            if let group, group.indicators.contains(link.b) { groups.append(group) }
        }
        return groups
    }
}
