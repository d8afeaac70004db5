import AllianceNames
import TransparencyLog

/// Answers for a node from its log store alone, to whoever asks: what a peer in one process serves.
/// Who may read what is for the peer port to decide; here everybody may.
package struct LogStorePeer: Sendable {
    private let store: any LogStore

    package init(store: any LogStore) { self.store = store }

    /// - Throws: `PeerError.refused` with status 404 for what is not held, 503 where the store fails.
    package func answer(_ resource: PeerResource) throws(PeerError) -> [UInt8] {
        let bytes: [UInt8]?
        do {
            bytes =
                switch resource {
                case .roster(nil): try store.newestRoster().map { Array($0.noteText.utf8) }
                case .roster(let version?):
                    try store.roster(version: UInt64(version)).map { Array($0.noteText.utf8) }
                case .frontier(let after, _): try frontier(after: after).bytes
                case .evidence(let token): try evidence(after: token).bytes
                case .checkpoint(let origin):
                    try store.state(of: origin)?.served.map { Array($0.noteText.utf8) }
                case .tile(let origin, let tile): try store.tile(of: origin, tile)
                case .entries(let origin, let bundle): try store.entries(of: origin, bundle)
                case .payloads(let origin, let bundle, let from):
                    try payloads(of: origin, bundle, from: from)
                case .object, .snapshotKey, .certificate, .questions, .addCheckpoint,
                    .witnessCheckpoint, .mirrorCheckpoint, .mirrorEntries, .mirrorEvidence,
                    .wantedObjects, .mirrorObject, .routedQuestion, .waitingQuestions,
                    .routedAnswer:
                    nil
                }
        } catch {
            throw .refused(status: 503, detail: "\(error)")
        }
        guard let bytes else { throw .refused(status: 404, detail: "not held: \(resource.path)") }
        return bytes
    }

    /// With the token of the store as it is: no checkpoints, otherwise all of them.
    package func frontier(after: String?) throws -> FrontierAnswer {
        // Read first: what changes in between is then told again rather than never.
        let token = "t\(try store.changeToken())"
        let evidence = try store.evidence(after: 0, limit: .max).last.map { "t\($0.number)" }
        guard token != after else {
            return FrontierAnswer(token: token, evidence: evidence, checkpoints: [])
        }
        return FrontierAnswer(
            token: token, evidence: evidence,
            checkpoints: try store.states().compactMap(\.served?.noteText))
    }

    private func evidence(after token: String?) throws -> EvidenceAnswer {
        let number = token.flatMap { UInt64($0.dropFirst()) } ?? 0
        let channels = Set(try store.states().map(\.origin.channel))
        let page = try store.evidencePage(after: number, readableIn: channels)
        return EvidenceAnswer(page, token: "t\(page.end)")
    }

    private func payloads(
        of origin: LogOrigin, _ bundle: BundleCoordinate, from: Int
    ) throws -> [UInt8]? {
        guard let bytes = try store.payloads(of: origin, bundle),
            let start = BundleCut.payloads(from, in: bytes)
        else { return nil }
        return Array(bytes[start...])
    }
}
