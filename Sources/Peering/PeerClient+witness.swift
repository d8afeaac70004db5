package import AllianceNames
package import Replication

extension PeerClient: WitnessTransport {
    package func addCheckpoint(
        _ body: [UInt8], to witness: MemberID, deadline: Duration
    ) async throws(PeerError) -> WitnessReply {
        let answer = try await send(
            .addCheckpoint, to: witness, body: body, deadline: deadline,
            bytesMax: PeerResource.addCheckpoint.bodyBytesMax)
        return try WitnessReply(
            status: answer.status, body: answer.body,
            detail: (try? PeerProblem(parsing: answer.body))?.detail ?? "it gave no reason")
    }
}
