package import AllianceNames
package import TransparencyLog

/// How a node reaches its peers. One implementation speaks HTTP over mutual TLS (`PeerClient`), one
/// carries the same calls within a process for simulations.
///
/// What every implementation promises:
/// - The answer comes from the member that was asked: another identity is `wrongIdentity`, never an
///   answer. What the answer *says* is not believed here; that is the follower's task.
/// - At most `resource.bodyBytesMax` bytes are held, or `bytesMax` where that is less; one more is
///   `tooLarge`.
/// - After `deadline` the call ends with `timeout`, whatever the peer does. For a long poll the caller
///   gives the wait and a margin.
/// - Cancelling the calling task ends the call with `unreachable` or `timeout`.
/// - Calls are independent: nothing is retried, and a failed call leaves nothing behind.
package protocol PeerTransport: Sendable {
    /// The body of a `200` answer to `GET resource.path`. Not for what is posted.
    func fetch(
        _ resource: PeerResource, from peer: MemberID, deadline: Duration
    ) async throws(PeerError) -> [UInt8]

    /// The same for a caller who has set aside less memory than the resource may need: a follower asks
    /// for a bundle with room for a usual one, and once more with all of it where that was not enough.
    func fetch(
        _ resource: PeerResource, from peer: MemberID, deadline: Duration, bytesMax: Int
    ) async throws(PeerError) -> [UInt8]

    /// The answer to one product question: `POST /questions`.
    func ask(
        _ question: [UInt8], of peer: MemberID, deadline: Duration
    ) async throws(PeerError) -> [UInt8]
}

extension PeerTransport {
    /// For transports that cannot stop earlier: right in its answer, loose in its memory.
    package func fetch(
        _ resource: PeerResource, from peer: MemberID, deadline: Duration, bytesMax: Int
    ) async throws(PeerError) -> [UInt8] {
        let bytes = try await fetch(resource, from: peer, deadline: deadline)
        guard bytes.count <= bytesMax else { throw .tooLarge(bytesMax: bytesMax) }
        return bytes
    }

    /// A file, piece by piece. It ends where a peer serves less than a whole piece: byte by byte it would never end.
    ///
    /// - Parameters:
    ///   - byteCount: of the file, as its statement says.
    ///   - deadline: for each piece.
    /// - Returns: unverified; at most `byteCount` bytes.
    package func file(
        _ digest: Digest, byteCount: Int, from peer: MemberID, deadline: Duration
    ) async throws(PeerError) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < byteCount {
            let length = min(byteCount - bytes.count, PeerResource.objectPieceBytesMax)
            let piece = try await fetch(
                .object(digest, from: bytes.count), from: peer, deadline: deadline,
                bytesMax: length)
            guard piece.count == length else { break }
            bytes += piece
        }
        return bytes
    }
}
