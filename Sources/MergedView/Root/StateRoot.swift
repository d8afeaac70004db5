package import AllianceNames
package import TransparencyLog

/// A digest of what counts in a channel's view. Two nodes that hold equal evidence have equal roots.
package struct StateRoot: Equatable, Sendable, CustomStringConvertible {
    package let channel: ChannelID
    package let foldVersion: UInt32
    package let digest: Digest

    package init(channel: ChannelID, foldVersion: UInt32, digest: Digest) {
        self.channel = channel
        self.foldVersion = foldVersion
        self.digest = digest
    }

    package var description: String { digest.hex }
}
