import AllianceNames
import AuditTrail
import MergedView
import Peering
import SignIn
import TransparencyLog

/// What leaves the desk as a file, what is held of it, and the record of all.
extension ConsoleRoutes {
    static let auditPath = "/console/audit"

    /// Administrators see what everybody did, each person what it did itself.
    func audit(
        _ request: DeskRequest, _ context: ConsoleContext, _ audit: ConsoleAudit
    ) async throws -> DeskAnswer {
        let person = try Self.person(request)
        let seesAll = Self.seesAll(person)
        var query = AuditQuery()
        if let name = try request.target.parameter("person"), !name.isEmpty {
            query.person = try Self.known(try? PersonID(parsing: name))
        }
        if !seesAll { query.person = person.id }
        if let name = try request.target.parameter("did"), !name.isEmpty {
            query.action = try Self.known(AuditAction(rawValue: name))
        }
        if let before = try request.target.parameter("before") {
            query.before = try Self.known(UInt64(before))
        }
        let (content, note) = try await read(query, audit)
        let held = try await held(for: person, audit)
        return AuditPage(context, query, seesAll: seesAll).answer(
            content, held: held, releasedBy: Self.mayRelease(person) ? person : nil
        ).noted(note)
    }

    static func seesAll(_ person: DeskPerson) -> Bool {
        AccessPolicy.permissions(of: .person(roles: person.roles)).contains(.administer)
    }

    static func mayRelease(_ person: DeskPerson) -> Bool { ExportLedger.mayRelease(person.roles) }

    /// A page of the log, and that it was read.
    func read(
        _ query: AuditQuery, _ audit: ConsoleAudit
    ) async throws -> (AuditPageContent, AuditNote) {
        let content = try await audit.showing.page(query)
        var details: [AuditDetail: String] = [:]
        details[.person] = query.person?.rawValue
        details[.did] = query.action?.rawValue
        return (content, AuditNote(.readAudit, details, results: content.lines.count))
    }

    /// What waits: all of it for whoever may release it, for others what they asked for themselves.
    func held(
        for person: DeskPerson, _ audit: ConsoleAudit
    ) async throws -> [ExportLedger.Held] {
        let mayRelease = Self.mayRelease(person)
        return try await audit.gate.held().filter { mayRelease || $0.who.person == person.id }
    }

    func release(_ request: DeskRequest, _ audit: ConsoleAudit) async throws -> DeskAnswer {
        try await release(
            FormFields(parsing: request.body)["number"].flatMap { UInt64($0) }, request, audit)
        return .redirect(to: request.origin + Self.auditPath, status: 303)
            .noted(AuditNote(.use))
    }

    /// - Parameter number: nil for what is none.
    func release(
        _ number: UInt64?, _ request: DeskRequest, _ audit: ConsoleAudit
    ) async throws {
        let person = try Self.person(request)
        guard let actor = request.caller.auditActor else { throw Self.noPerson }
        do {
            try await audit.gate.release(
                number, by: actor, person: person.id, roles: person.roles,
                purpose: person.purpose)
        } catch let error as ExportReleaseError {
            throw Self.problem(error)
        }
    }

    private static func problem(_ error: ExportReleaseError) -> PeerProblem {
        let status =
            switch error {
            case .roleMissing: 403
            case .notHeld(nil): 404
            case .notHeld, .ownExport: 409
            }
        return PeerProblem(
            status: status, keyword: error.keyword,
            detail: error.description.prefix(1).uppercased() + error.description.dropFirst() + ".")
    }

    static func person(_ request: DeskRequest) throws(PeerProblem) -> DeskPerson {
        guard let person = request.caller.person else { throw noPerson }
        return person
    }

    private static let noPerson = PeerProblem(
        status: 403, keyword: "role-missing",
        detail: "This is for persons who have signed in; a program has none of its own records.")

    private static func known<Value>(_ value: Value?) throws(PeerProblem) -> Value {
        guard let value else {
            throw PeerProblem(
                status: 400, keyword: "query",
                detail: "The address asks for what is not understood here; use the form.")
        }
        return value
    }
}
