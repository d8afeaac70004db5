import AllianceNames
import NIOCore
import NIOHTTP1
import Peering
import Replication
import Roster
import TransparencyLog

/// What has to be done for one request: decided from values, without I/O.
enum PeerWork: Sendable {
    case answer(PeerAnswer)
    /// Blocks, so it runs on the threads kept for that; nil where nothing is held.
    case read(@Sendable (any PeerPortSource) throws -> PeerAnswer?)
    case poll(after: String?, wait: Int)
    case ask
    case certify
    case cosign
    case mirror(PeerResource)
    /// A question for another member.
    case route(MemberID, deadline: Int)
    case pollQuestions(wait: Int)
    /// The answer to a question that the caller has fetched.
    case giveBack(String, isRefusal: Bool)
}

struct PeerRouter: Sendable {
    let board: FrontierBoard
    /// Whether this node holds the alliance's CA key.
    let offersCertificates: Bool
    /// Nil for a node that never is a witness.
    let witness: (any Witnessing)?
    var offersMirror = false
    let newestRoster = ServedRoster()

    /// The resource of a request line.
    ///
    /// - Throws: status 404 or 405; a path is refused by the grammar, never repaired.
    func resource(_ method: HTTPMethod, _ target: String) throws(PeerProblem) -> PeerResource {
        let resource: PeerResource
        do {
            resource = try PeerResource(parsing: target)
        } catch {
            throw PeerProblem(status: 404, keyword: "no-such-path", detail: "\(error)")
        }
        guard method == Self.method(of: resource) else {
            throw PeerProblem(
                status: 405, keyword: "method-not-allowed",
                detail: "'\(resource.path)' takes \(Self.method(of: resource)) only.")
        }
        return resource
    }

    static func method(of resource: PeerResource) -> HTTPMethod {
        resource.isPosted ? .POST : .GET
    }

    /// - Throws: status 404, the same for a log that does not exist, is not held, or is not for this
    ///   reader; 503 where the roster has expired.
    func work(
        for resource: PeerResource, _ reader: PeerReader, _ standing: RosterStanding
    ) throws(PeerProblem) -> PeerWork {
        if case .roster(let version) = resource { return roster(version, standing.roster) }
        guard !standing.isExpired else {
            throw PeerProblem(
                status: 503, keyword: "roster-expired",
                detail:
                    "Roster version \(standing.roster.version) has expired; only /roster is served until a newer one arrives."
            )
        }
        if let origin = resource.origin, !reader.mayRead(origin) { throw .notFound }
        switch resource {
        case .roster: throw .notFound
        case .questions: return .ask
        case .certificate:
            guard offersCertificates else { throw .noCertificates }
            return .certify
        case .addCheckpoint:
            _ = try actingWitness(by: standing.roster)
            return .cosign
        case .witnessCheckpoint(let hash):
            return try cosigned(hash, for: reader, standing.roster)
        case .mirrorCheckpoint, .mirrorEntries, .mirrorEvidence:
            guard offersMirror else { throw .noMirror }
            return .mirror(resource)
        case .wantedObjects, .mirrorObject:
            guard offersMirror else { throw .noMirror }
            guard standing.roster.endpoint(of: reader.member) == nil else {
                throw .noMirrorOfFiles
            }
            return .mirror(resource)
        case .routedQuestion(let member, let deadline):
            guard standing.roster.isActive(member) else { throw .notFound }
            return .route(member, deadline: deadline)
        case .waitingQuestions(let wait): return .pollQuestions(wait: wait)
        case .routedAnswer(let question, let isRefusal):
            return .giveBack(question, isRefusal: isRefusal)
        case .frontier(let after, let wait): return .poll(after: after, wait: wait)
        case .evidence(let token): return evidence(after: token, for: reader)
        case .checkpoint(let origin): return try checkpoint(of: origin)
        case .tile(let origin, let tile):
            return .read { try $0.tile(tile, of: origin).map(Self.immutable) }
        case .entries(let origin, let bundle):
            return .read { try $0.entries(bundle, of: origin).map(Self.immutable) }
        case .payloads(let origin, let bundle, let from):
            return .read {
                try $0.payloads(bundle, of: origin).map {
                    PeerAnswer(.bytes, .noStore, try PayloadTail.of($0, from: from))
                }
            }
        case .object(let file, let from):
            let channels = reader.channels
            return .read {
                try $0.object(file, from: from, readableIn: channels).map(Self.immutable)
            }
        case .snapshotKey(let file):
            let channels = reader.channels
            return .read {
                try $0.snapshotKey(of: file, readableIn: channels).map {
                    PeerAnswer(.bytes, .noStore, ByteBuffer(bytes: $0))
                }
            }
        }
    }

    private func roster(_ version: Int?, _ newest: VerifiedRoster) -> PeerWork {
        guard let version, UInt64(version) != newest.version else {
            return .answer(PeerAnswer(.note, .noStore, newestRoster.bytes(of: newest)))
        }
        return .read { source in
            try source.rosterNote(version: UInt64(version)).map {
                PeerAnswer(.note, .noStore, ByteBuffer(bytes: $0))
            }
        }
    }

    /// - Throws: status 404 where this node is none by the register.
    private func actingWitness(by roster: VerifiedRoster) throws(PeerProblem) -> any Witnessing {
        guard let witness, witness.isWitness(roster) else { throw .noWitness }
        return witness
    }

    /// What this witness cosigned last of a log.
    ///
    /// - Parameter hash: SHA-256 of the log's origin.
    /// - Throws: status 404.
    private func cosigned(
        _ hash: Digest, for reader: PeerReader, _ roster: VerifiedRoster
    ) throws(PeerProblem) -> PeerWork {
        let witness = try actingWitness(by: roster)
        let log = roster.logs(readableBy: reader.member).first {
            Digest.sha256(Array($0.origin.description.utf8)) == hash
        }
        guard let log else { throw .notFound }
        return .read { _ in
            try witness.cosigned(log.origin).map {
                PeerAnswer(.note, .noStore, ByteBuffer(bytes: $0))
            }
        }
    }

    private func evidence(after token: String?, for reader: PeerReader) -> PeerWork {
        let number = board.evidenceNumber(of: token, rosterVersion: reader.rosterVersion)
        return .read { [board] source in
            let page = try source.evidence(after: number, readableIn: reader.erasures)
            let token = board.evidenceToken(page.end, rosterVersion: reader.rosterVersion)
            return PeerAnswer(
                .json, .noStore, ByteBuffer(bytes: EvidenceAnswer(page, token: token).bytes))
        }
    }

    /// - Throws: status 404; 503 while this node has not looked yet at what it holds.
    private func checkpoint(of origin: LogOrigin) throws(PeerProblem) -> PeerWork {
        // Asked first, as it may be completed meanwhile.
        let isComplete = board.isComplete
        guard let note = board.checkpoint(of: origin) else {
            throw isComplete ? .notFound : .starting
        }
        return .answer(PeerAnswer(.note, .noStore, ByteBuffer(string: note)))
    }

    @Sendable private static func immutable(_ bytes: [UInt8]) -> PeerAnswer {
        PeerAnswer(.bytes, .immutable, ByteBuffer(bytes: bytes))
    }
}

extension PeerProblem {
    static let noWitness = PeerProblem(
        status: 404, keyword: "not-offered",
        detail: "This member is no witness by the newest roster.")

    static let noCertificates = PeerProblem(
        status: 404, keyword: "not-offered",
        detail: "This node does not issue certificates; ask another one.")

    static let noMirror = PeerProblem(
        status: 404, keyword: "not-offered", detail: "This node mirrors for nobody.")

    static let noMirrorOfFiles = PeerProblem(
        status: 404, keyword: "not-offered",
        detail: "Files of members that take connections are fetched from them.")

    static func unread(bytesMax: Int) -> PeerProblem {
        PeerProblem(
            status: 429, keyword: "answers-unread",
            detail:
                "Answers of more than \(bytesMax) bytes were asked for and not read; read those first."
        )
    }

    static let portIsFull = PeerProblem(
        status: 503, keyword: "busy",
        detail: "This port has as many connections as it can take; try again later.")

    static let starting = PeerProblem(
        status: 503, keyword: "starting",
        detail: "This node has not looked yet at what it holds; ask again in a second.")

    /// Does not say whether the thing exists: to a stranger of a channel nothing in it does.
    static let notFound = PeerProblem(
        status: 404, keyword: "not-found",
        detail: "There is no such thing here that you may read.")
}
