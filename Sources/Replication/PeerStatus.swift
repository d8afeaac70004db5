package import AllianceNames

/// How it goes with one peer, as `peer status` shows it.
///
/// Times are milliseconds since 1970 by this node's clock; they are for people to read.
package struct PeerStatus: Equatable, Sendable {
    /// Longest reason kept, in bytes of UTF-8; a longer one is cut.
    package static let reasonBytesMax = 1_024

    /// Something from this peer that was not accepted, or an answer that did not come.
    package struct Refusal: Equatable, Sendable {
        package let at: UInt64
        /// The error's bounded keyword.
        package let keyword: String
        /// One sentence: what, where, expected and found.
        package let reason: String

        package init(at: UInt64, keyword: String, reason: String) {
            self.at = at
            self.keyword = keyword
            self.reason = reason.cut(toBytes: PeerStatus.reasonBytesMax)
        }
    }

    package let peer: MemberID
    package var lastAttemptAt: UInt64?
    package var lastSuccessAt: UInt64?
    package var lastRefusal: Refusal?
    /// Entries that the peer has shown checkpoints for and that are not held yet.
    package var entriesBehind: UInt64
    /// The newest roster version that the peer has shown.
    package var rosterVersion: UInt64?

    package init(
        peer: MemberID, lastAttemptAt: UInt64? = nil, lastSuccessAt: UInt64? = nil,
        lastRefusal: Refusal? = nil, entriesBehind: UInt64 = 0, rosterVersion: UInt64? = nil
    ) {
        self.peer = peer
        self.lastAttemptAt = lastAttemptAt
        self.lastSuccessAt = lastSuccessAt
        self.lastRefusal = lastRefusal
        self.entriesBehind = entriesBehind
        self.rosterVersion = rosterVersion
    }
}
