package import AllianceNames
package import Complaints
package import NodeAPI
import Peering
package import Statements
import Synchronization

extension ComplaintDesk {
    package func check(
        _ complaint: Complaint, in channel: ChannelID
    ) async throws -> [FilingFailure] {
        try checkChannel(channel)
        try await calls.run { [register] in _ = try register.catchUp() }
        return try await failures(of: complaint, in: channel)
    }

    private func failures(
        of complaint: Complaint, in channel: ChannelID
    ) async throws -> [FilingFailure] {
        let known: FilingFacts
        do {
            known = try await facts.facts(of: complaint, in: channel, filed: nil)
        } catch let error as MarketplaceError {
            throw PeerProblem(
                status: 503, keyword: error.keyword,
                detail: "The listings cannot be looked at now: \(error). File again later.")
        }
        return try await calls.run { [node] in
            let marks: any MarkFinder =
                if let right = known.right {
                    MarkSight(right, in: try node.markRegister(for: right))
                } else {
                    NoMarks()
                }
            return FilingChecker.failures(of: complaint, known, marks: marks)
        }
    }

    package func file(
        _ complaint: Complaint, in channel: ChannelID, for request: KeyedRequest?
    ) async throws -> FilingOutcome {
        try checkChannel(channel)
        try checkSide(of: complaint)
        let failed = Kept<[FilingFailure]>([])
        return try await turns(in: channel).take { [self] in
            // What a request with this key made before is answered without a look at anything: by now it is there, and
            // would be its own duplicate.
            let outcome = try await signing.sign(in: channel, for: request) { [self] in
                try await calls.run { [self] in
                    try register.catchUp()
                    try checkHeld(complaint.evidence)
                }
                let failures = try await self.failures(of: complaint, in: channel)
                failed.value.withLock { $0 = failures }
                return failures.isEmpty ? [.complaint(.complaint(complaint))] : []
            }
            let failures = failed.value.withLock { $0 }
            guard failures.isEmpty else { return .failed(failures) }
            try await calls.run { [register] in _ = try register.catchUp() }
            return .answered(outcome)
        }
    }

    /// - Throws: where it claims what only the platform can say.
    private func checkSide(of complaint: Complaint) throws(PeerProblem) {
        do throws(TransitionRefusal) {
            _ = try Complainant(of: complaint, by: node.member, node.caseParties)
        } catch {
            throw .refused(error)
        }
    }

    private final class Kept<Value: Sendable>: Sendable {
        let value: Mutex<Value>

        init(_ value: Value) { self.value = Mutex(value) }
    }

    /// Of a right that is not there; it is said that it is not.
    private struct NoMarks: MarkFinder {
        func finds(_ right: Right, in capture: ListingCapture) -> Bool { true }
    }
}
