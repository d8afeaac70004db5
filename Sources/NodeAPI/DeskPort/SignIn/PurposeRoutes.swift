import AuditTrail
import GS1
import Peering
import SignIn

/// Where a person states what it looks things up for: once for each session, and anew when that changes.
struct PurposeRoutes: Sendable {
    static let path = "/purpose"

    private let signIn: any DeskSignIn

    init(_ signIn: any DeskSignIn) { self.signIn = signIn }

    var routes: [DeskRoute] {
        [
            DeskRoute(.get, Self.path, for: .people(.view)) { try ask($0) },
            DeskRoute(.post, Self.path, for: .people(.view)) { try await state($0) },
        ]
    }

    /// - Returns: where a person has to go first; nil for one that has stated a purpose, and for who is none.
    static func detour(of request: DeskRequest) -> DeskAnswer? {
        guard let person = request.caller.person, person.purpose == nil else { return nil }
        let query = request.target.query.map { "?\($0)" } ?? ""
        let next = SignInPath.local(request.target.path + query)
        return .redirect(to: request.origin + path(next: next), status: 303)
            .noted(AuditNote(.use, [.refused: "purpose-needed"]))
    }

    /// - Parameter next: where to go on afterwards.
    static func path(next: String?) -> String {
        path + (next.map { "?next=\(PercentEncoding.segment($0))" } ?? "")
    }

    static let needed = PeerProblem(
        status: 403, keyword: "purpose-needed",
        detail: "State first, at /purpose, what you look this up for.")

    private func ask(_ request: DeskRequest) throws -> DeskAnswer {
        guard let person = request.caller.person else { throw DeskAdmission.signInNeeded }
        let next = SignInPath.local(try request.target.parameter("next"))
        return PurposePage(DeskLanguage(of: request), person, next: next).ask()
            .noted(AuditNote(.use))
    }

    private func state(_ request: DeskRequest) async throws -> DeskAnswer {
        guard let person = request.caller.person else { throw DeskAdmission.signInNeeded }
        let fields = try FormFields(parsing: request.body)
        let next = SignInPath.local(fields["next"])
        guard let ground = fields["ground"].flatMap(Purpose.Ground.init(rawValue:)),
            let purpose = try? Purpose(ground, reference: fields["reference"])
        else {
            return PurposePage(DeskLanguage(of: request), person, next: next).ask(again: fields)
                .noted(AuditNote(.use, [.refused: "purpose"]))
        }
        let cookies = request.headers.filter { $0.name == "cookie" }.map(\.value)
        guard let session = SessionCookie.session(in: cookies) else {
            throw DeskAdmission.signInNeeded
        }
        try await signIn.state(purpose, for: session)
        var note = AuditNote(.statePurpose)
        note.purpose = purpose
        return .redirect(to: request.origin + (next ?? "/console"), status: 303).noted(note)
    }
}
