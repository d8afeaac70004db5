package import AuditTrail
import Logging
import Peering
import SignIn

/// Answers a request, and has it written down who is shown what before anybody is shown it, and that somebody asked
/// for a change before anything is changed.
///
/// Recorded is all that persons of this member ask, and all that others ask of what is for people, as far as a
/// certificate or token names them; what programs watch is not. It is the table of routes that decides, so
/// that a route which says nothing of itself is recorded all the same.
struct AuditedRoute: Sendable {
    let route: DeskRoute
    /// Nil at a desk that shows nothing which has to be recorded.
    let audit: (any AuditRecording)?
    let logger: Logger

    /// - Throws: what the route throws; status 503 where it cannot be recorded.
    func answer(_ request: DeskRequest) async throws -> DeskAnswer {
        guard let audit else { return try await route.handler(request) }
        if let ahead = recordAhead(of: request) {
            try await write(ahead, to: audit, isDeferred: false, or: .auditUnwritable)
        }
        let answer: DeskAnswer
        do {
            answer = try await route.handler(request)
        } catch let problem as PeerProblem {
            // That something is not there is an answer too.
            let note = AuditNote(.use, [.refused: problem.keyword])
            if let record = record(of: request, note, problem.status, isNoted: false) {
                try await write(
                    record, to: audit, isDeferred: isProgramsRead(request, note),
                    or: outcomeUnwritable)
            }
            throw problem
        }
        let note = answer.note ?? AuditNote(.view)
        if let record = record(of: request, note, answer.status, isNoted: answer.note != nil) {
            try await write(
                record, to: audit,
                isDeferred: note.isDeferred || isProgramsRead(request, note),
                or: outcomeUnwritable)
        }
        return answer
    }

    /// That it was asked; nil where it is not for this to say.
    private func recordAhead(of request: DeskRequest) -> AuditRecord? {
        guard route.recording == .ahead, isForPeople(request.caller),
            let who = request.caller.auditActor
        else { return nil }
        return AuditRecord(
            who: who, action: .use, purpose: request.caller.person?.purpose,
            details: address(of: request), route: routeName, request: request.id)
    }

    /// What is said where the answer cannot be recorded: whether something was done is known for a reading route alone.
    private var outcomeUnwritable: PeerProblem {
        route.recording == .ofAnswer ? .auditUnwritable : .auditOutcomeUnwritable
    }

    /// What a program looks at need not be durable before it is shown; what it takes away must be.
    private func isProgramsRead(_ request: DeskRequest, _ note: AuditNote) -> Bool {
        request.method == .get && request.caller.person == nil && note.rows == nil
    }

    private func write(
        _ record: AuditRecord, to audit: any AuditRecording, isDeferred: Bool,
        or problem: PeerProblem
    ) async throws {
        do {
            if isDeferred {
                try audit.recordSoon(record)
            } else {
                try await audit.record(record)
            }
        } catch {
            logger.error(
                "nothing can be recorded, so nothing is shown", metadata: ["error": "\(error)"])
            throw problem
        }
    }

    /// Nil for what is not recorded.
    private func record(
        of request: DeskRequest, _ note: AuditNote, _ status: Int, isNoted: Bool
    ) -> AuditRecord? {
        guard !note.isRecorded, let who = note.who ?? request.caller.auditActor,
            isNoted || isForPeople(request.caller)
        else { return nil }
        // A route that says nothing of itself: the address does, or it is the route alone.
        let details =
            isNoted ? note.details : note.details.merging(address(of: request)) { said, _ in said }
        // Where it was somebody else than who asked, as who comes in by a link, the purpose of that session is none of it.
        let purpose = note.who == nil ? request.caller.person?.purpose : nil
        return AuditRecord(
            who: who, action: note.action, purpose: note.purpose ?? purpose, details: details,
            results: note.results, rows: note.rows, status: status,
            route: routeName, request: request.id)
    }

    private var routeName: String { "\(route.method.rawValue) \(route.pattern)" }

    private func address(of request: DeskRequest) -> [AuditDetail: String] {
        if let query = request.target.query {
            return [.address: "\(request.target.path)?\(query)"]
        }
        return request.parameters.isEmpty ? [:] : [.address: request.target.path]
    }

    private func isForPeople(_ caller: DeskCaller) -> Bool {
        guard route.access.isForPeople else { return false }
        return caller.person != nil || route.access != .people(.watch)
    }
}

extension DeskCaller {
    /// Nil for a stranger, and for an account's holder: what that one does is a step of its account, or signed.
    package var auditActor: AuditActor? {
        switch self {
        case .person(let person):
            .person(person.id, roles: person.roles, person.method)
        case .machine(let machine): .program(machine.name)
        case .member(let member): .system(member)
        case .accountHolder, .stranger: nil
        }
    }
}
