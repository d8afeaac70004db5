import AllianceNames
import Credentials
import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Peering
import Replication
import Roster

/// The peer port's part in one connection: who is asking, what it may have, and the long poll.
final class PeerExchange: ConnectionService {
    /// What all connections of a port share.
    struct Surroundings: Sendable {
        let authority: any PeerAuthority
        let source: any PeerPortSource
        let questions: QuestionQueue
        let certificates: (any CertificateIssuing)?
        let witness: (any Witnessing)?
        let mirror: (any Mirroring)?
        let board: FrontierBoard
        let router: PeerRouter
        let relay: QuestionRelay
        let tls: TLSContexts
        let limits: ConnectionLimits
        let threads: NIOThreadPool
        let ledger: ConnectionLedger<MemberID>
        let logger: Logger
    }

    /// A long poll that waits.
    private enum Poll {
        case frontier(after: String?, ticket: UInt64)
        case questions(ticket: UInt64)
    }

    private let around: Surroundings
    private var router: PeerRouter { around.router }
    private weak var connection: ServerConnection?
    private var gate: PeerGate?
    private var place: ConnectionLedger<MemberID>.Entry?
    private var polling: Poll?
    private var underWay = AnswersUnderWay()

    init(_ around: Surroundings) { self.around = around }

    // MARK: The connection

    /// One connection too many gets its explanation with its first request, which must come soon.
    func opened(
        _ connection: ServerConnection, with certificate: NIOSSLCertificate?
    ) -> Admission {
        guard let loop = connection.eventLoop else { return .ended }
        let identity: PeerIdentity
        let standing = around.authority.standing()
        do {
            guard let certificate else { throw CredentialsError.noCertificate }
            identity = try around.tls.verifier.identity(
                ofLeafDER: certificate.toDERBytes(), at: standing.timestamp)
        } catch {
            around.logger.debug("peer certificate refused", metadata: ["error": "\(error)"])
            return .ended
        }
        around.tls.seen.note(identity, by: standing.roster)
        self.connection = connection
        gate = PeerGate(identity)
        let here = NIOLoopBound(self, eventLoop: loop)
        let place = around.ledger.enter(identity.member) {
            loop.execute { here.value.review() }
        }
        self.place = place
        return if case .placed = place { .placed } else { .refused }
    }

    func closed() {
        cancelPoll()
        polling = nil
        if underWay.close() { leave() }
    }

    private func leave() {
        if case .placed(let number) = place, let gate {
            around.ledger.leave(number, gate.identity.member)
        }
        place = nil
    }

    func give(_ byteCount: Int) -> Bool {
        guard let gate else { return true }
        return around.ledger.give(byteCount, to: gate.identity.member)
    }

    func taken(_ byteCount: Int) {
        if let gate { around.ledger.taken(byteCount, by: gate.identity.member) }
    }

    var isDraining: Bool { around.board.isDraining }

    func form(_ problem: PeerProblem) -> ServerAnswer { PeerAnswer(problem).served }

    /// The roster or the time has changed: a connection whose member is not served any more ends now.
    /// One whose answer is being made is judged again when it is there.
    private func review() {
        guard var gate, let connection else { return }
        let standing = around.authority.standing()
        do {
            _ = try gate.reader(standing)
            self.gate = gate
            if standing.isExpired, polling != nil { wake() }
        } catch {
            around.logger.info(
                "peer connection ended",
                metadata: ["peer": "\(gate.identity.member)", "keyword": "\(error.keyword)"])
            if connection.isWorking(connection.request) { return }
            if polling != nil { wake() } else { connection.abort() }
        }
    }

    // MARK: Requests

    /// Who may not ask is told before it has sent its question.
    func takesBody(_ head: HTTPRequestHead, hasBody: Bool) throws(PeerProblem) -> Bool {
        guard head.method == .POST else { return false }
        let (reader, standing) = try admit()
        let resource = try router.resource(head.method, head.uri)
        _ = try router.work(for: resource, reader, standing)
        return true
    }

    func answer(_ head: HTTPRequestHead, _ body: ByteBuffer) {
        attempt { () throws(PeerProblem) in
            // Who is asking comes first: a stranger learns nothing about paths.
            let (reader, standing) = try admit()
            let resource = try router.resource(head.method, head.uri)
            switch try router.work(for: resource, reader, standing) {
            case .answer(let answer): connection?.write(answer.served)
            case .read(let read): perform(read, resource)
            case .poll(let after, let wait): poll(after: after, wait: wait, reader)
            case .ask: ask(body)
            case .certify: certify(body)
            case .cosign: cosign(body)
            case .mirror(let resource): mirror(body, resource, reader.member)
            case .route(let member, let deadline): route(body, to: member, deadline: deadline)
            case .pollQuestions(let wait): pollQuestions(wait: wait, reader)
            case .giveBack(let question, let isRefusal):
                try giveBack(body, to: question, isRefusal: isRefusal, reader)
            }
        }
    }

    private func admit() throws(PeerProblem) -> (PeerReader, RosterStanding) {
        let standing = around.authority.standing()
        guard gate != nil, let reader = try gate?.reader(standing) else {
            throw PeerProblem(
                status: 403, keyword: "no-certificate", detail: "The connection has no identity.")
        }
        switch place {
        case .placed: return (reader, standing)
        case .portIsFull: throw .portIsFull
        case .ownerIsFull, nil:
            throw PeerProblem(
                status: 429, keyword: "connection-limit",
                detail:
                    "A member may have \(around.limits.connectionsPerMemberMax) connections here; close some."
            )
        }
    }

    private func perform(
        _ read: @escaping @Sendable (any PeerPortSource) throws -> PeerAnswer?,
        _ resource: PeerResource
    ) {
        guard let connection, let loop = connection.eventLoop else { return }
        let number = connection.request
        let source = around.source
        underWay.begin()
        around.threads.runIfActive(eventLoop: loop) { try read(source) }
            .assumeIsolated().whenComplete { result in
                self.finish(number, resource, result.mapError { $0 })
            }
    }

    private func ask(_ body: ByteBuffer) {
        guard let connection, let loop = connection.eventLoop,
            let asker = gate?.identity.member
        else { return }
        let number = connection.request
        let here = NIOLoopBound(self, eventLoop: loop)
        underWay.begin()
        around.questions.ask(
            QuestionQueue.Asked(body, from: asker, arrived: loop.now, eventLoop: loop) { result in
                here.value.finish(
                    number, .questions,
                    result.map { PeerAnswer(.bytes, .noStore, ByteBuffer(bytes: $0)) }
                        .mapError { $0 })
            })
    }

    private func certify(_ body: ByteBuffer) {
        guard let asker = gate?.identity, let certificates = around.certificates else { return }
        make(.certificate) {
            let pem = try await certificates.certify(Array(body.readableBytesView), of: asker)
            return PeerAnswer(.certificate, .noStore, ByteBuffer(bytes: pem))
        }
    }

    /// It blocks, as the database under it does: the answer waits for the disk.
    private func cosign(_ body: ByteBuffer) {
        guard let witness = around.witness else { return }
        let threads = around.threads
        make(.addCheckpoint) {
            try await threads.runIfActive {
                switch try witness.addCheckpoint(Array(body.readableBytesView)) {
                case .cosigned(let lines):
                    PeerAnswer(.note, .noStore, ByteBuffer(bytes: lines))
                case .conflict(let size):
                    PeerAnswer(status: .conflict, .treeSize, ByteBuffer(string: "\(size)\n"))
                }
            }
        }
    }

    private func mirror(_ body: ByteBuffer, _ resource: PeerResource, _ poster: MemberID) {
        guard let mirror = around.mirror else { return }
        make(resource) {
            let bytes = Array(body.readableBytesView)
            switch resource {
            case .mirrorCheckpoint(let root):
                return PeerAnswer(
                    try await mirror.addCheckpoint(bytes, oldRoot: root, from: poster))
            case .mirrorEntries:
                return PeerAnswer(try await mirror.addEntries(bytes, from: poster))
            case .wantedObjects(let after):
                let wanted = try await mirror.wantedObjects(of: poster, after: after)
                return PeerAnswer(.json, .noStore, ByteBuffer(bytes: wanted.bytes))
            case .mirrorObject(let file, let from):
                return PeerAnswer(
                    try await mirror.addObject(bytes, of: file, from: from, by: poster))
            default:
                try await mirror.addEvidence(bytes, from: poster)
                return PeerAnswer(.taken(MirrorInfo(pending: 0, next: 0)))
            }
        }
    }

    // MARK: Questions for others

    private func route(_ body: ByteBuffer, to member: MemberID, deadline: Int) {
        guard let asker = gate?.identity.member else { return }
        let relay = around.relay
        make(.routedQuestion(member, deadline: deadline)) {
            let answer = try await relay.ask(
                Array(body.readableBytesView), of: member, by: asker,
                deadline: .milliseconds(deadline))
            return PeerAnswer(.bytes, .noStore, ByteBuffer(bytes: answer))
        }
    }

    private func giveBack(
        _ body: ByteBuffer, to question: String, isRefusal: Bool, _ reader: PeerReader
    ) throws(PeerProblem) {
        let bytes = Array(body.readableBytesView)
        let result: Result<[UInt8], PeerProblem>
        if isRefusal {
            guard let problem = try? PeerProblem(parsing: bytes) else {
                throw PeerProblem(
                    status: 400, keyword: "request-malformed",
                    detail: "A refusal is a problem document.")
            }
            result = .failure(problem)
        } else {
            result = .success(bytes)
        }
        guard around.relay.answer(question, by: reader.member, result) else {
            throw PeerProblem.notFound
        }
        connection?.write(PeerAnswer(.bytes, .noStore, ByteBuffer()).served)
    }

    private func make(
        _ resource: PeerResource, _ answer: @escaping @Sendable () async throws -> PeerAnswer
    ) {
        guard let connection, let loop = connection.eventLoop else { return }
        let number = connection.request
        underWay.begin()
        loop.makeFutureWithTask { try await answer() }
            .map { Optional($0) }.assumeIsolated().whenComplete {
                self.finish(number, resource, $0)
            }
    }

    /// The answer is there, of one that was noted in `underWay`: whether this member may still have it is decided now.
    private func finish(
        _ number: UInt64, _ resource: PeerResource, _ result: Result<PeerAnswer?, any Error>
    ) {
        if underWay.end() { leave() }
        guard let connection, connection.isWorking(number) else { return }
        do {
            let (reader, standing) = try admit()
            _ = try router.work(for: resource, reader, standing)
            guard let answer = try result.get() else { throw PeerProblem.notFound }
            connection.write(answer.served)
        } catch let problem as PeerProblem {
            refuse(problem)
        } catch {
            around.logger.error(
                "peer request failed",
                metadata: ["path": "\(resource.path)", "error": "\(error)"])
            refuse(
                PeerProblem(
                    status: 500, keyword: "internal",
                    detail: "This node could not read its own store; its operator has the details."
                ))
        }
    }

    // MARK: The long polls

    private func poll(after token: String?, wait: Int, _ reader: PeerReader) {
        guard let connection else { return }
        let waiter =
            wait > 0
            ? waking().map { wake in
                FrontierBoard.Waiter(channels: reader.channels, erasures: reader.erasures) {
                    wake(false)
                }
            } : nil
        let reply = around.board.reply(
            after: token, channels: reader.channels, erasures: reader.erasures,
            rosterVersion: reader.rosterVersion, waiter: waiter)
        switch reply {
        case .answer(let answer):
            polling = nil
            connection.write(
                PeerAnswer(.json, .noStore, ByteBuffer(bytes: answer.bytes)).served)
        case .parked(let ticket):
            // Woken without news, it waits on for what is left of its time.
            connection.park(for: polling == nil ? .seconds(wait) : nil)
            polling = .frontier(after: token, ticket: ticket)
        }
    }

    private func pollQuestions(wait: Int, _ reader: PeerReader) {
        guard let connection else { return }
        switch around.relay.poll(reader.member, wake: wait > 0 ? waking() : nil) {
        case .questions(let questions):
            polling = nil
            connection.write(
                PeerAnswer(.json, .noStore, ByteBuffer(bytes: questions.bytes)).served)
        case .parked(let ticket):
            connection.park(for: polling == nil ? .seconds(wait) : nil)
            polling = .questions(ticket: ticket)
        }
    }

    /// Wakes the present request, from any thread.
    private func waking() -> (@Sendable (_ isOver: Bool) -> Void)? {
        guard let connection, let loop = connection.eventLoop else { return nil }
        let here = NIOLoopBound(self, eventLoop: loop)
        let number = connection.request
        return { isOver in
            loop.execute {
                guard here.value.connection?.request == number else { return }
                here.value.wake(wait: isOver ? 0 : PeerResource.waitSecondsMax)
            }
        }
    }

    func parkingEnded() { wake(wait: 0) }

    private func cancelPoll() {
        switch polling {
        case .frontier(_, let ticket): around.board.cancel(ticket)
        case .questions(let ticket): around.relay.cancel(ticket)
        case nil: break
        }
    }

    /// Something has changed, or the roster has: the answer is composed for who may read now.
    private func wake(wait: Int = PeerResource.waitSecondsMax) {
        guard let polling else { return }
        cancelPoll()
        attempt { () throws(PeerProblem) in
            let (reader, standing) = try admit()
            switch polling {
            case .frontier(let after, _):
                _ = try router.work(for: .frontier(after: after, wait: 0), reader, standing)
                poll(after: after, wait: wait, reader)
            case .questions:
                _ = try router.work(for: .waitingQuestions(wait: 1), reader, standing)
                pollQuestions(wait: wait, reader)
            }
        }
    }

    // MARK: Refusals

    private func attempt(_ step: () throws(PeerProblem) -> Void) {
        do throws(PeerProblem) {
            try step()
        } catch {
            refuse(error)
        }
    }

    /// The connection of a member that is not served ends with the refusal.
    private func refuse(_ problem: PeerProblem) {
        polling = nil
        connection?.refuse(
            problem,
            ending: problem.status == 403 || problem.status == 429 || place == .portIsFull)
    }
}
