package import AllianceNames
import Replication
import SQLiteStore
package import TransparencyLog

/// Totals of sightings, each worked out from the one before: of two that are worked out from the same one, the one that is
/// signed later would take back what the other added.
extension OpenedNode {
    /// How often a total is worked out anew at most, where others are said meanwhile.
    private static let totalAttemptsMax = 100

    /// How far this member's log of a channel goes: before a total is worked out, to be the `basis` of what is signed.
    /// Blocks.
    package func totalsBasis(in channel: ChannelID) throws -> TreeSize {
        try logs.state(of: writer.origin(in: channel))?.size ?? 0
    }

    /// Works a total out and signs it, and does it anew where another one was said between the two, by whatever process.
    ///
    /// - Parameter attempt: asks for the basis first.
    /// - Throws: `OwnLogError.overtaken` where others were faster each time.
    package func unlessOvertaken<Result: Sendable>(
        _ attempt: () async throws -> Result
    ) async throws -> Result {
        for _ in 1..<Self.totalAttemptsMax {
            do {
                return try await attempt()
            } catch OwnLogError.overtaken {
                continue
            }
        }
        return try await attempt()
    }
}
