package import AllianceNames
package import Replication
package import TransparencyLog

/// What the peer port serves from disk. Authorisation has happened before a call, except that for
/// objects, keys and evidence it is part of the call: they stand in no channel, but what they are
/// about does.
///
/// Calls block: they come on threads that are kept for that, several at a time, never on an event
/// loop. `nil` says that this node does not hold the thing (yet); an error is logged, and answered
/// with status 500 without its text.
package protocol PeerPortSource: Sendable {
    /// The signed note of one version of the roster.
    func rosterNote(version: UInt64) throws -> [UInt8]?
    /// A hash tile of exactly that width.
    func tile(_ tile: TileCoordinate, of origin: LogOrigin) throws -> [UInt8]?
    /// An entry bundle of exactly that width.
    func entries(_ bundle: BundleCoordinate, of origin: LogOrigin) throws -> [UInt8]?
    /// The payload bundle beside it, erased payloads as absent.
    func payloads(_ bundle: BundleCoordinate, of origin: LogOrigin) throws -> [UInt8]?
    /// A page of the evidence behind a number, as far as it is for who reads `channels`, or has read them.
    func evidence(
        after number: UInt64, readableIn channels: Set<ChannelID>
    ) throws -> EvidencePage
    /// A file that a live statement in one of `channels` names, from one of its bytes on, at most
    /// `PeerResource.objectPieceBytesMax`; nil beyond its end.
    func object(
        _ file: Digest, from: Int, readableIn channels: Set<ChannelID>
    ) throws -> [UInt8]?
    /// The key of a snapshot that this member itself has published in one of `channels`, while it
    /// holds.
    func snapshotKey(of file: Digest, readableIn channels: Set<ChannelID>) throws -> [UInt8]?
}
