package import AllianceNames

/// How questions reach a member that takes no connections: its askers hand them to a node that both
/// reach, and it fetches them there. The promises of `PeerTransport` hold here too.
package protocol RelayTransport: Sendable {
    /// The answer to a question that `relay` passes on: `POST /questions/<member>`.
    func route(
        _ question: [UInt8], to member: MemberID, through relay: MemberID, deadline: Duration
    ) async throws(PeerError) -> [UInt8]

    /// Hands the answer to a question that was fetched at `relay` back to it, or a problem in its place.
    func giveBack(
        _ answer: [UInt8], isRefusal: Bool, to question: String, at relay: MemberID,
        deadline: Duration
    ) async throws(PeerError)
}
