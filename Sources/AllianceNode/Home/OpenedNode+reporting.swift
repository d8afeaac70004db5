package import AllianceNames
import Credentials
import Crypto
import MergedView
import Peering
package import Replication
import Roster
package import Statements
package import TransparencyLog

extension OpenedNode {
    /// Signs statements into this member's log of a channel and merges them, so that who reports sees
    /// its own report at once. Durable and signed when it returns.
    /// - Parameter basis: of what rests on a total (`unlessOvertaken`).
    /// - Throws: `NodeError` where the register does not let this member write; `StatementError` for a
    ///   single statement that no reader would accept; what the writer throws.
    @discardableResult
    package func report(
        _ statements: [Statement], to channel: ChannelID, basis: TreeSize? = nil
    ) async throws -> OwnEntries {
        try await readyToSign(in: channel)
        let written: OwnEntries
        do {
            written = try await writer.append(statements, to: channel, basis: basis)
        } catch OwnLogError.statement(_, let error) where statements.count == 1 {
            throw error
        }
        try merger.catchUp()
        return written
    }

    /// Whether this member may write, and whether what others hold of its log is no surprise.
    package func readyToSign(in channel: ChannelID) async throws {
        try checkMayWrite(to: channel)
        try await compareOwnLogs(in: [channel])
    }

    /// Compares own logs with what other members hold of them, where that is due.
    /// - Throws: `OwnLogError.unconfirmed` where somebody has to answer first, and nobody does.
    package func compareOwnLogs(in channels: [ChannelID]) async throws {
        if let waiting = try await unconfirmedOwnLogs(in: channels).first {
            throw OwnLogError.unconfirmed(origin: waiting)
        }
    }

    /// Compares own logs where that is due, and signs what a crash has left unsigned: to be called once
    /// at start.
    /// - Returns: the logs that wait until somebody says how far they go.
    package func beginSigning(in channels: [ChannelID]) async throws -> [LogOrigin] {
        let waiting = try await unconfirmedOwnLogs(in: channels)
        try await writer.recover(
            channels.filter { !waiting.contains(writer.origin(in: $0)) })
        return waiting
    }

    private func unconfirmedOwnLogs(in channels: [ChannelID]) async throws -> [LogOrigin] {
        guard !isRosterExpired() else { return [] }
        let own = channels.sorted().map { writer.origin(in: $0) }
        let due = try await OwnLogConfirmation.due(own, at: self)
        guard !due.isEmpty else { return [] }
        return try await withPeerClient { client in
            try await OwnLogConfirmation(self, transport: client).run(due)
        }
    }

    package func checkMayWrite(to channel: ChannelID) throws(NodeError) {
        let roster = roster
        guard !isRosterExpired() else {
            throw .registerExpired(until: "\(roster.roster.expiresAt)")
        }
        guard roster.mayRead(member, channel) else { throw .mayNotWrite(member, channel) }
        guard isLogKeyNamed(in: channel) else {
            throw .logKeyNotNamed(
                folder: home.certs.path, epoch: keys.epoch, version: roster.version)
        }
        if let log = roster.currentLog(of: member, in: channel), log.hasEnded {
            throw .logEnded(log.origin)
        }
        guard roster.mayWrite(member, channel) else { throw .mayNotWrite(member, channel) }
    }

    /// Whether the register names the key that this folder signs its log of a channel with. Where it
    /// does not, a signature would be worth nothing to anybody, so none is made.
    package func isLogKeyNamed(in channel: ChannelID) -> Bool {
        roster.member(member)?.currentEpoch == keys.epoch
            && roster.logKey(for: writer.origin(in: channel))?.publicKey
                == Array(keys.log.publicKey.rawRepresentation)
    }
}
