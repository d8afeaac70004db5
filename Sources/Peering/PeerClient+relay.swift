package import AllianceNames
package import Replication

extension PeerClient: RelayTransport {
    package func route(
        _ question: [UInt8], to member: MemberID, through relay: MemberID, deadline: Duration
    ) async throws(PeerError) -> [UInt8] {
        let milliseconds = min(
            max(1, Int(deadline / .milliseconds(1))), PeerResource.routedMillisecondsMax)
        return try await post(
            question, as: .routedQuestion(member, deadline: milliseconds), to: relay,
            // The relay says by itself that the time is over.
            deadline: deadline + .seconds(1))
    }

    package func giveBack(
        _ answer: [UInt8], isRefusal: Bool, to question: String, at relay: MemberID,
        deadline: Duration
    ) async throws(PeerError) {
        _ = try await post(
            answer, as: .routedAnswer(question, isRefusal: isRefusal), to: relay,
            deadline: deadline)
    }
}
