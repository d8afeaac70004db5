import AllianceNames
import Logging
import Peering
import Replication
import Roster
import TransparencyLog

// One request, and what its answer means.
extension LogPusher {
    /// Text of evidence in one request; as JSON it is less than twice as long.
    private static let evidenceTextBytesMax = 384 * 1024
    private static let evidencePiecesMax = 100

    nonisolated func outcome(of action: LogPush.Action, _ pair: Pair) async -> LogPush.Event {
        do {
            let upload = upload
            let request = try await calls.run {
                switch action {
                case .postCheckpoint(let note, let size):
                    try upload.checkpoint(note, of: pair.origin, from: size)
                case .postEntries(let start, let size):
                    try upload.entries(of: pair.origin, from: start, size: size)
                case .wake: preconditionFailure("nothing is posted")
                }
            }
            return try await event(of: send(request.resource, request.body, to: pair.mirror), pair)
        } catch let error as PeerError {
            onFailure(pair.mirror, error)
            logger.info(
                "a log cannot be brought to its mirror for now",
                metadata: ["mirror": "\(pair.mirror)", "reason": "\(error.keyword)"])
            return .failed
        } catch {
            logger.error(
                "an own log cannot be read for its mirror",
                metadata: ["origin": "\(pair.origin)", "error": "\(error)"])
            return .failed
        }
    }

    private nonisolated func event(of reply: MirrorReply, _ pair: Pair) -> LogPush.Event {
        switch reply {
        case .taken(let info):
            onTaken(pair.mirror, pair.origin)
            return .taken(info)
        case .conflict(let info): return .conflict(info)
        case .refused(let status, let keyword, let detail):
            onFailure(pair.mirror, .refused(status: status, detail: detail))
            logger.warning(
                "a mirror refuses an own log",
                metadata: [
                    "mirror": "\(pair.mirror)", "origin": "\(pair.origin)",
                    "keyword": "\(keyword)", "reason": "\(detail.prefix(200))",
                ])
            return status >= 500 || status == 429 ? .failed : .refused
        }
    }

    private nonisolated func send(
        _ resource: PeerResource, _ body: [UInt8], to mirror: MemberID
    ) async throws(PeerError) -> MirrorReply {
        // A register that has run out does not say who may still be told.
        guard !register.standing().isExpired else {
            throw .unreachable("the member register of this node has expired")
        }
        return try await transport.mirror(body, as: resource, at: mirror, deadline: Self.deadline)
    }

    /// Brings evidence behind a number.
    /// - Returns: up to which number the mirror has it now; nil where that is not known.
    nonisolated func outcome(ofEvidence number: UInt64, to mirror: MemberID) async -> UInt64? {
        do {
            guard let roster = register.newest else { return nil }
            let channels = roster.channels(everReadBy: mirror)
            let page = try await calls.run { [upload] in
                try Self.page(
                    of: upload.store.evidence(after: number, limit: Self.evidencePiecesMax),
                    after: number, readableIn: channels)
            }
            guard !page.pieces.isEmpty else { return page.end }
            let body = EvidenceAnswer(page, token: "posted").bytes
            let reply = try await send(.mirrorEvidence, body, to: mirror)
            if case .taken = reply { return page.end }
            guard case .refused(let status, _, let detail) = reply else { return nil }
            onFailure(mirror, .refused(status: status, detail: detail))
            // What holds has been taken. What does not by the mirror's register is brought again when
            // a register has changed.
            return status == 422 ? page.end : nil
        } catch let error as PeerError {
            onFailure(mirror, error)
            return nil
        } catch {
            logger.error(
                "evidence cannot be read for a mirror",
                metadata: ["mirror": "\(mirror)", "error": "\(error)"])
            return nil
        }
    }

    private static func page(
        of evidence: [NumberedEvidence], after number: UInt64,
        readableIn channels: Set<ChannelID>
    ) -> EvidencePage {
        var pieces: [EvidenceRecord] = []
        var (byteCount, end) = (0, number)
        for piece in evidence {
            if piece.record.isFor(readersOf: channels) {
                byteCount += piece.record.text.utf8.count
                guard pieces.isEmpty || byteCount <= evidenceTextBytesMax else { break }
                pieces.append(piece.record)
            }
            end = piece.number
        }
        return EvidencePage(pieces: pieces, end: end)
    }
}
