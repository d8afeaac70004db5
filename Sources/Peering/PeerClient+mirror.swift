package import AllianceNames
package import Replication

extension PeerClient: MirrorTransport {
    package func mirror(
        _ body: [UInt8], as resource: PeerResource, at mirror: MemberID, deadline: Duration
    ) async throws(PeerError) -> MirrorReply {
        let answer = try await send(
            resource, to: mirror, body: body, deadline: deadline,
            bytesMax: resource.bodyBytesMax)
        let problem = try? PeerProblem(parsing: answer.body)
        return try MirrorReply(
            status: answer.status, body: answer.body, keyword: problem?.keyword ?? "unexplained",
            detail: problem?.detail ?? "it gave no reason")
    }
}
