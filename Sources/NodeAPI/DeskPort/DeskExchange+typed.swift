import NIOCore
import NIOHTTP1
import Peering

/// Forms of the console whose session is over: what was typed into them is read where there is room for it, and shown
/// once more to whoever sent it (`docs/console.md`).
extension DeskExchange {
    /// Whether a page of this desk sends it, which a session was shown.
    func isTypedForm(_ head: HTTPRequestHead) -> Bool {
        SessionCookie.session(in: head.headers["cookie"]) != nil
            && strangersRequest(head, []).map(TypedText.isForm) == true
    }

    /// Takes room for a body that is longer than a stranger's, of a form whose session is over.
    func enterTypedPlace(_ head: HTTPRequestHead) -> Bool {
        guard !hasTypedPlace, (try? StrangersBody.check(head)) == nil,
            let length = StrangersBody.length(head),
            length <= streamedBytesMax(head) ?? TypedPlaces.bodyBytesMax, isTypedForm(head)
        else { return false }
        hasTypedPlace = around.typedPlaces.enter(from: network)
        return hasTypedPlace
    }

    func leaveTypedPlace() {
        if hasTypedPlace { around.typedPlaces.leave(from: network) }
        hasTypedPlace = false
    }

    /// Who is let in no more has what was typed back.
    func refuse(
        _ problem: PeerProblem, typedIn head: HTTPRequestHead, _ body: [UInt8],
        coming: RequestStream?
    ) {
        guard problem.keyword == DeskAdmission.signInNeeded.keyword,
            let request = strangersRequest(head, body), TypedText.isForm(request)
        else { return refuse(problem) }
        guard let coming else { return refuse(problem) { TypedText(of: request) } }
        // It was let in when it began to come.
        if (try? StrangersBody.check(head)) == nil, !hasTypedPlace, !enterTypedPlace(head) {
            return refuse(problem)
        }
        refuse(problem) { await TypedText(of: request, reading: coming, for: TypedPlaces.time) }
    }

    /// With what was typed, which is looked at where no other connection waits.
    func refuse(
        _ problem: PeerProblem, typed: @escaping @Sendable () async -> TypedText
    ) {
        guard let connection, let loop = connection.eventLoop else { return }
        let number = connection.request
        run(on: loop) { await typed() }.assumeIsolated().whenComplete { result in
            guard connection.isWorking(number) else { return }
            if case .success(let typed) = result { self.form.typed = typed }
            self.refuse(problem)
        }
    }

    /// What was sent, as of nobody; nil for what no browser sends.
    private func strangersRequest(_ head: HTTPRequestHead, _ body: [UInt8]) -> DeskRequest? {
        guard head.method == .POST, let target = try? RequestTarget(parsing: head.uri),
            let origin = try? RequestOrigin.of(head.headers, publicOrigin: around.publicOrigin)
        else { return nil }
        return DeskRequest(
            method: .post, target: target, headers: Self.fields(head.headers), body: body,
            caller: .stranger(from: network), origin: origin, id: form.id)
    }
}
