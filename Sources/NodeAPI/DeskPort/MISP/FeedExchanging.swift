package import AllianceNames

/// What the desk port asks its node about feeds.
package protocol FeedExchanging: Sendable {
    /// Whether the caller may read the channel's feed; nil for a caller that has nothing to do with feeds.
    func mayRead(_ channel: ChannelID, _ caller: DeskCaller) -> Bool?

    /// `manifest.json`.
    func manifest(of channel: ChannelID) async throws -> [UInt8]

    /// `hashes.csv`.
    func hashes(of channel: ChannelID) async throws -> [UInt8]

    /// An event; nil where the feed has none of this name.
    func event(_ uuid: String, of channel: ChannelID) async throws -> [UInt8]?
}
