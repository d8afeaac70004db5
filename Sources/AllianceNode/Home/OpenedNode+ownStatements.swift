package import AllianceNames
import CRDT
package import MergedView
package import Statements

/// What this member says itself and what counts of it, whatever its marking: it is its own to take back.
extension OpenedNode {
    /// Of an identifier in a channel, in order. Blocks.
    ///
    /// - Throws: what the stores throw.
    package func ownStatements(
        _ kind: EntryKind, of indicator: Indicator, in channel: ChannelID
    ) throws -> [StatementDot] {
        try merger.catchUp()
        return try ownStatements(kind, under: ViewKey(indicator), in: [channel], scope: scope())
    }

    /// Of a right in a channel, in order: all of it, since behind the newest one that is taken back the one before would
    /// count again. Blocks.
    ///
    /// - Parameter key: as `Right.key` prints it.
    /// - Throws: what the stores throw.
    package func ownStatements(
        ofRight key: String, in channel: ChannelID
    ) throws -> [StatementDot] {
        try merger.catchUp()
        return try ownStatements(.right, under: .right(key), in: [channel], scope: scope())
    }

    /// The same of all channels, by channel. Blocks.
    ///
    /// - Throws: what the stores throw.
    package func ownStatements(ofRight key: String) throws -> [ChannelID: [StatementDot]] {
        try merger.catchUp()
        return Dictionary(
            grouping: try ownStatements(.right, under: .right(key), in: channels, scope: scope()),
            by: \.log.channel)
    }

    /// As far as it is merged, in order.
    func ownStatements(
        _ kind: EntryKind, under key: ViewKey, in channels: Set<ChannelID>, scope: ViewScope
    ) throws -> [StatementDot] {
        try view.rows(of: key, in: channels, scope: scope).filter {
            $0.kind == kind && $0.dot.log.member == member && scope.standing(of: $0) == .live
        }.map(\.dot).sorted()
    }
}
