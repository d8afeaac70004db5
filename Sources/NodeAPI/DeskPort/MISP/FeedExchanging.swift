package import AllianceNames

/// What the desk port asks its node about feeds.
package protocol FeedExchanging: Sendable {
    /// Whether this member reads the channel.
    func mayRead(_ channel: ChannelID) -> Bool

    /// `manifest.json`.
    func manifest(of channel: ChannelID) async throws -> [UInt8]

    /// `hashes.csv`.
    func hashes(of channel: ChannelID) async throws -> [UInt8]

    /// An event; nil where the feed has none of this name.
    func event(_ uuid: String, of channel: ChannelID) async throws -> [UInt8]?
}
