package import AllianceNames
package import Replication

/// How this node stands with every other member, and what has to be looked at.
package struct ExchangeHealth: Sendable {
    package struct Standing: Sendable {
        package var member: MemberID
        package var name: String
        package var roles: [String]
        /// Entries of its logs held here.
        package var entriesHeld: UInt64 = 0
        /// Entries that it has shown and that are not held yet.
        package var entriesBehind: UInt64 = 0
        /// Milliseconds since 1970; nil before the first time.
        package var lastHeard: UInt64?
        /// Nothing was heard for longer than the member register allows.
        package var isStale = false
        /// It signed two histories: suspended.
        package var hasConflictingRecords = false
        /// It keeps back what others show.
        package var keepsBack = false
        package var registerVersion: UInt64?
        /// Of its alliance certificate as it was seen last, milliseconds since 1970; nil where none was since this
        /// node was started.
        package var certificateExpiresAt: UInt64?
        /// Why it last refused or could not be reached, after the last success.
        package var lastRefusal: PeerStatus.Refusal?

        /// Whether it was heard of lately, all that it has shown is held, and nothing is wrong with it.
        package var isUpToDate: Bool {
            lastHeard != nil && entriesBehind == 0 && !isStale && !hasConflictingRecords
                && !keepsBack
        }

        package init(member: MemberID, name: String, roles: [String]) {
            self.member = member
            self.name = name
            self.roles = roles
        }
    }

    package var alliance: AllianceID
    package var own: Standing
    package var peers: [Standing]
    /// Logs read here, and of these how many are stale.
    package var logs: Int
    package var staleLogs: Int
    /// Own logs of which another member shows what is not held here.
    package var contradictedLogs: [String]
    package var registerVersion: UInt64
    /// Milliseconds since 1970, as all times here.
    package var registerExpiresAt: UInt64
    package var certificateExpiresAt: UInt64
    package var entriesMerged: UInt64
    /// Entries that free text does not find yet.
    package var textLag: UInt64
    package var time: UInt64

    package init(
        alliance: AllianceID, own: Standing, peers: [Standing], logs: Int, staleLogs: Int,
        contradictedLogs: [String] = [], registerVersion: UInt64, registerExpiresAt: UInt64,
        certificateExpiresAt: UInt64, entriesMerged: UInt64, textLag: UInt64, time: UInt64
    ) {
        self.alliance = alliance
        self.own = own
        self.peers = peers
        self.logs = logs
        self.staleLogs = staleLogs
        self.contradictedLogs = contradictedLogs
        self.registerVersion = registerVersion
        self.registerExpiresAt = registerExpiresAt
        self.certificateExpiresAt = certificateExpiresAt
        self.entriesMerged = entriesMerged
        self.textLag = textLag
        self.time = time
    }

    /// Days before an expiry from which it is something to look at.
    package static let expiryDays: UInt64 = 14

    package func isExpiring(_ end: UInt64) -> Bool {
        end < time + Self.expiryDays * 86_400_000
    }
}
