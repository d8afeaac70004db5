package import AllianceNames
import SQLiteStore
package import STIX
package import Statements

/// The versions of STIX objects that this member has said in a channel, for what brings more of them: as with
/// what comes by TAXII, the newest version speaks, and takes the place of the one before. Calls block.
package struct SaidVersions: Sendable {
    package enum Judgement: Sendable {
        /// To be said, together with what takes back the version before; nothing where there is none.
        case news(takingBack: [Statement])
        /// This very version was said before.
        case present
        /// There is a newer version.
        case older(than: STIXTimestamp)
    }

    private let node: OpenedNode
    private let channel: ChannelID
    private let keeper: CollectionKeeper

    /// - Throws: `SQLiteStoreError`.
    package init(of node: OpenedNode, in channel: ChannelID) throws {
        self.node = node
        self.channel = channel
        keeper = try node.collectionKeeper(others: nil)
    }

    /// Judges objects that are to be said together, one for each. The collections are made where they are not
    /// there yet: only they know what was said under which name.
    package func judge(_ heads: [STIXObjectHead]) throws -> [Judgement] {
        if !keeper.isBegun { try keeper.begin() }
        while try !keeper.catchUp(within: CollectionKeeper.patience) {}
        let own = try keeper.index.own(
            of: Set(heads.map(\.id.description)), in: channel, by: node.member)
        var newest = own.mapValues(\.newest.version)
        for head in heads {
            guard let version = head.version else { continue }
            let id = head.id.description
            newest[id] = max(newest[id] ?? version, version)
        }
        var taken: Set<String> = []
        return try heads.map { head in
            guard let version = head.version else { return .news(takingBack: []) }
            let id = head.id.description
            if own[id]?.versions.contains(version) == true { return .present }
            if let last = newest[id], version < last { return .older(than: last) }
            guard taken.insert(id).inserted else { return .present }
            guard let before = own[id]?.newest else { return .news(takingBack: []) }
            let earlier = try EarlierVersion(before) { try node.statement(at: $0) }
            return .news(takingBack: earlier.takingBack)
        }
    }
}
