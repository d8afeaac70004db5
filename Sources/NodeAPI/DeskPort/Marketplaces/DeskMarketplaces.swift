package import Notices

/// What marketplaces say at the desk port, each by messages that are signed with the secret that it shares with this
/// node: `docs/marketplaces.md`.
///
/// - Throws: a `PeerProblem` is shown to the sender.
package protocol DeskMarketplaces: Sendable {
    /// An answer to an order.
    func answered(_ message: WebhookMessage, by marketplace: String) async throws

    /// Listings for screening, one a line.
    func listed(_ message: WebhookMessage, by marketplace: String) async throws -> ScreenedLines
}

/// What became of lines that were looked through.
package struct ScreenedLines: Hashable, Sendable {
    package var listings = 0
    /// Lines that are no listing, by their number from 1, and why; the first of them.
    package var refused: [Int: String] = [:]
    package var refusedCount = 0
    package var proposed = 0

    package static let refusedToldMax = 20

    package init() {}

    package mutating func refuse(_ line: Int, _ reason: String) {
        refusedCount += 1
        if refused.count < Self.refusedToldMax { refused[line] = reason }
    }
}
