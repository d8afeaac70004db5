package import AllianceNames
import ProductAuthentication
package import TransparencyLog

/// What the peer port serves of `objects/`: files that a live statement in a channel of the reader
/// names, and keys of this member's own snapshots while they hold.
///
/// A mirror serves files on, but never a key: that comes from its owner, who sees by it who can ask its
/// snapshot. Calls block.
package struct ServedObjects: Sendable {
    private let member: MemberID
    private let folder: ObjectFolder
    private let snapshots: PublishedSnapshots
    /// Milliseconds since 1970.
    private let now: @Sendable () -> UInt64

    package init(
        member: MemberID, folder: ObjectFolder, snapshots: PublishedSnapshots,
        now: @escaping @Sendable () -> UInt64
    ) {
        self.member = member
        self.folder = folder
        self.snapshots = snapshots
        self.now = now
    }

    /// Nil for what is not here, not readable, expired, or beyond the file's end: all alike.
    package func piece(
        of file: Digest, from: Int, readableIn channels: Set<ChannelID>
    ) throws -> [UInt8]? {
        guard try isNamed(file, in: channels, by: nil) else { return nil }
        return try folder.piece(of: file, from: from)
    }

    package func snapshotKey(
        of file: Digest, readableIn channels: Set<ChannelID>
    ) throws -> [UInt8]? {
        guard try isNamed(file, in: channels, by: member) else { return nil }
        return try folder.key(of: file)?.bytes
    }

    private func isNamed(
        _ file: Digest, in channels: Set<ChannelID>, by author: MemberID?
    ) throws -> Bool {
        let now = now()
        return try snapshots.all(naming: file, in: channels).contains {
            now < $0.expiresAt && (author == nil || $0.owner == author)
        }
    }
}
