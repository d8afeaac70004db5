package import AllianceNames

/// Which figures.
package struct FigureQuery: Hashable, Sendable {
    package var channels: Set<ChannelID>
    /// Of cases filed in this time; nil for all. Milliseconds since 1970.
    package var filed: Range<UInt64>?
    package var now: UInt64

    package init(channels: Set<ChannelID>, filed: Range<UInt64>? = nil, now: UInt64) {
        self.channels = channels
        self.filed = filed
        self.now = now
    }
}
