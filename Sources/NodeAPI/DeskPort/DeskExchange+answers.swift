import Credentials
import Logging
import NIOCore
import NIOHTTP1
import Peering

/// Has admitted requests answered where no other connection waits, and gives answers and refusals their form.
extension DeskExchange {
    func perform(_ admitted: Admitted) {
        guard let connection, let loop = connection.eventLoop else { return }
        let number = connection.request
        let (route, request) = (admitted.route, admitted.request)
        do throws(PeerProblem) {
            if !route.isSigned { try CrossSite.check(request, form: route.form) }
        } catch {
            // The form may be of a session of this person's that is over.
            guard TypedText.isForm(request) else { return refuse(error) }
            return refuse(error) { TypedText(of: request) }
        }
        let audited = AuditedRoute(route: route, audit: around.audit, logger: around.logger)
        run(on: loop) { try await audited.answer(request) }
            .assumeIsolated().whenComplete { result in
                guard connection.isWorking(number) else { return }
                self.finish(admitted, result)
            }
    }

    /// - Parameter loop: of the connection.
    func run<Value: Sendable>(
        on loop: any EventLoop, _ body: @escaping @Sendable () async throws -> Value
    ) -> EventLoopFuture<Value> {
        let promise = loop.makePromise(of: Value.self)
        underWay.begin()
        promise.futureResult.assumeIsolated().whenComplete { _ in
            if self.underWay.end() { self.leave() }
        }
        Task(executorPreference: around.executor) {
            do {
                promise.succeed(try await body())
            } catch {
                promise.fail(error)
            }
        }
        return promise.futureResult
    }

    private func finish(_ admitted: Admitted, _ result: Result<DeskAnswer, any Error>) {
        do {
            // Whether this member, or this person, may still have it is decided now.
            _ = try caller(for: admitted.route.access, admitted.headers)
            let answer = try result.get()
            // The pattern, never the path: a path may hold a serial number.
            around.logger.debug(
                "desk request",
                metadata: [
                    "route": "\(admitted.route.method.rawValue) \(admitted.route.pattern)",
                    "status": "\(answer.status)", "request": "\(admitted.request.id)",
                ])
            write(answer)
        } catch let problem as PeerProblem {
            refuse(problem)
        } catch {
            around.logger.error(
                "desk request failed",
                metadata: [
                    "route": "\(admitted.route.method.rawValue) \(admitted.route.pattern)",
                    "request": "\(admitted.request.id)", "error": "\(error)",
                ])
            refuse(
                PeerProblem(
                    status: 500, keyword: "internal",
                    detail:
                        "This node failed; its operator finds the cause under request \(admitted.request.id)."
                ))
        }
    }

    static let notFound = PeerProblem(
        status: 404, keyword: "no-such-path", detail: "There is nothing at this address.")

    func refuse(_ problem: PeerProblem) {
        if problem.keyword == DeskAdmission.tokenRefused.keyword {
            around.noteRefusedToken(
                from: gate.map { .member($0.identity.member) }
                    ?? .stranger(from: network), form.id)
        }
        guard form.typed.isEmpty else {
            // It may be long, and counts with all that is not taken from the socket.
            let answer = form(problem)
            form.typed = TypedText()
            connection?.write(answer)
            return
        }
        connection?.refuse(
            problem, ending: problem.status == 429 || place?.entry == .portIsFull)
    }

    func write(_ answer: DeskAnswer) { connection?.write(served(answer)) }

    func form(_ problem: PeerProblem) -> ServerAnswer {
        let answer = ProblemPage.answer(
            problem, accept: form.accept, acceptLanguage: form.acceptLanguage, request: form.id,
            path: form.path, typed: form.typed)
        return served(form.allow.map { answer.adding("allow", $0) } ?? answer)
    }

    private func served(_ answer: DeskAnswer) -> ServerAnswer {
        // What was read is in the answer now.
        leaveTypedPlace()
        return ServerAnswer(
            status: HTTPResponseStatus(statusCode: answer.status),
            headers: StandardHeaders.fields(
                for: answer, id: form.id,
                date: HTTPDate.text(millisecondsSince1970: around.authority.standing().time),
                isOpen: form.isOpen, isWebCertificate: around.tls.isWeb),
            body: ByteBuffer(bytes: answer.body), isHeadOnly: form.isHeadOnly)
    }
}
