import AllianceNames
import Complaints
package import NodeAPI
import Peering
import Replication
import SQLiteStore
package import Statements

extension ComplaintDesk {
    package func say(
        _ said: ComplaintStatement, by person: String?, for request: KeyedRequest?
    ) async throws -> SigningOutcome {
        guard let id = said.complaint else {
            throw PeerProblem(
                status: 422, keyword: "not-in-a-course",
                detail: "A complaint is filed, and not said in another's course.")
        }
        let channel = id.origin.channel
        guard node.deskChannels.contains(channel) else { throw PeerProblem.noComplaint }
        let made = said.made(by: person.map(decider))
        return try await turns(in: channel).take { [self] in
            let outcome = try await signing.sign(in: channel, for: request) { [self] in
                try await calls.run { [self] in
                    try register.catchUp()
                    try checkAllowed(made, of: id)
                    try checkHeld(made.evidence)
                }
                return [.complaint(made)]
            }
            try await calls.run { [register] in _ = try register.catchUp() }
            return outcome
        }
    }

    /// - Throws: status 404 for a complaint that is not here, and 409 with the reason where its state refuses it.
    private func checkAllowed(_ said: ComplaintStatement, of id: EntryReference) throws {
        let state: CaseState
        switch try register.reading(of: id) {
        case nil, .complaintAbsent: throw PeerProblem.noComplaint
        case .refused(let refusal): throw PeerProblem.refused(refusal)
        case .stands(let read): state = read
        }
        let origin = node.writer.origin(in: id.origin.channel)
        let next = EntryReference(
            origin: origin, index: try node.logs.state(of: origin)?.size ?? 0)
        try checkDrawn(said, state)
        let refused = state.refusal(of: said, at: next, now: node.clock.now(), node.caseParties)
        if let refused { throw PeerProblem.refused(refused.refusal, place: refused.place) }
    }
}

extension ComplaintDesk {
    /// A person decides again what was decided without one where the sample has it, and nowhere else: whoever chose
    /// would choose the figure, too.
    ///
    /// - Throws: status 409 for a listing that was not drawn.
    private func checkDrawn(_ said: ComplaintStatement, _ state: CaseState) throws {
        guard case .decision(let decision) = said, decision.answers == nil else { return }
        let again = decision.parts.flatMap(\.listings).filter {
            state.listings.indices.contains($0) && state.listings[$0].awaitsSecondLook
        }
        guard !again.isEmpty else { return }
        let drawn = try register.judgements(of: state.id).filter(\.isAuditSample).map(\.place)
        guard let other = again.first(where: { !drawn.contains($0) }) else { return }
        throw PeerProblem.refused(.stage(state.listings[other].stage), place: other)
    }
}

extension ComplaintStatement {
    /// The same with who decides, where a person does.
    fileprivate func made(by decider: String?) -> ComplaintStatement {
        guard let decider else { return self }
        switch self {
        case .decision(var said):
            said.maker = .person(decider)
            return .decision(said)
        case .reinstatement(var said):
            said.reviewer = decider
            return .reinstatement(said)
        case .complaint, .counterNotice, .withdrawal, .outcome, .evidenceRequest, .evidenceSupply,
            .appeal, .operationHold, .clockPause:
            return self
        }
    }
}
