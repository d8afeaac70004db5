package import AllianceNames
import Credentials
import Roster
package import Statements

extension OpenedNode {
    /// Signs statements into this member's log of a channel and merges them, so that who reports sees
    /// its own report at once. Durable and signed when it returns.
    /// - Throws: `NodeError` where the register does not let this member write; `StatementError` for a
    ///   single statement that no reader would accept; what the writer throws.
    @discardableResult
    package func report(
        _ statements: [Statement], to channel: ChannelID
    ) async throws -> OwnEntries {
        try checkMayWrite(to: channel)
        let written: OwnEntries
        do {
            written = try await writer.append(statements, to: channel)
        } catch OwnLogError.statement(_, let error) where statements.count == 1 {
            throw error
        }
        try merger.catchUp()
        return written
    }

    package func checkMayWrite(to channel: ChannelID) throws(NodeError) {
        let roster = roster
        guard !isRosterExpired() else {
            throw .registerExpired(until: "\(roster.roster.expiresAt)")
        }
        guard roster.mayWrite(member, channel) else { throw .mayNotWrite(member, channel) }
        // What this process signs with may have ended since it began.
        guard roster.currentLog(of: member, in: channel)?.origin == writer.origin(in: channel)
        else {
            throw .otherEpoch(member, keys.epoch)
        }
    }
}
