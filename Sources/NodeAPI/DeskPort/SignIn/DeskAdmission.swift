import Credentials
import NIOHTTP1
import Peering
import SignIn

/// Decides who is asking and whether it may have a route, by the register, the list of persons and the
/// clock of this moment: a resumed session skips the handshake's checks, and a connection may outlive a
/// membership.
struct DeskAdmission {
    let authority: any PeerAuthority
    /// Nil at a desk where nobody signs in.
    let signIn: (any DeskSignIn)?
    /// Nil at a desk that has no accounts.
    var accounts: (any AccountSessions)?

    /// - Parameters:
    ///   - gate: of the connection's certificate, if it has one.
    ///   - address: what strangers are told apart by.
    /// - Throws: 401 for who has not said who it is, 403 for who may not, 503 where the register has
    ///   expired and members cannot be judged.
    func caller(
        for access: DeskRoute.Access, _ gate: inout PeerGate?, _ headers: HTTPHeaders,
        from address: String
    ) throws(PeerProblem) -> DeskCaller {
        switch access {
        case .everybody: return everybody(&gate, headers, address)
        case .members: return try member(&gate, address)
        case .ownSystems:
            let caller = try member(&gate, address)
            let asker = caller.asker(at: signIn?.member)
            guard AccessPolicy.decide(.ownSystems, for: asker) == .allowed else {
                throw Self.otherMember
            }
            return caller
        case .accountHolders: return try accountHolder(headers)
        case .programs, .people, .reporters: break
        }
        let caller = try ownCaller(
            &gate, headers, address, knowsSessions: access.isForPeople)
        let asker = caller.asker(at: signIn?.member)
        switch AccessPolicy.decide(access.audience, for: asker) {
        case .allowed: return caller
        case .whoAreYou: throw access.isForPeople ? Self.signInNeeded : Self.tokenNeeded
        case .refused: throw asker == .otherMember ? Self.otherMember : Self.roleMissing
        }
    }

    /// Whoever comes: a person keeps its name, and what nobody accepts is a stranger.
    private func everybody(
        _ gate: inout PeerGate?, _ headers: HTTPHeaders, _ address: String
    ) -> DeskCaller {
        if let session = SessionCookie.session(in: headers["cookie"]),
            let person = signIn?.person(with: session)
        {
            return .person(person)
        }
        return (try? gate?.reader(authority.standing())).map { .member($0.member) }
            ?? .stranger(from: address)
    }

    private func member(
        _ gate: inout PeerGate?, _ address: String
    ) throws(PeerProblem) -> DeskCaller {
        let standing = authority.standing()
        guard !standing.isExpired else { throw Self.rosterExpired }
        guard let reader = try gate?.reader(standing) else { throw Self.noCertificate }
        return .member(reader.member)
    }

    /// Whatever else it shows: an account's pages know their own cookie alone, and no other route knows it.
    private func accountHolder(_ headers: HTTPHeaders) throws(PeerProblem) -> DeskCaller {
        guard let session = AccountCookie.session(in: headers["cookie"]),
            let holder = accounts?.holder(with: session)
        else { throw Self.accountNeeded }
        return .accountHolder(holder)
    }

    /// A token goes before a session, and both before the own member's certificate, which names nobody.
    /// Another member's certificate goes before all: what a browser keeps opens nothing there.
    ///
    /// What a client shows by a scheme that this desk does not know takes nothing from a certificate, and without one it
    /// is a try that failed.
    ///
    /// - Parameter knowsSessions: false where a session opens nothing.
    private func ownCaller(
        _ gate: inout PeerGate?, _ headers: HTTPHeaders, _ address: String, knowsSessions: Bool
    ) throws(PeerProblem) -> DeskCaller {
        let standing = authority.standing()
        if let gate, gate.identity.member != signIn?.member { throw Self.otherMember }
        switch BearerToken.shown(in: headers["authorization"]) {
        case .nothing: break
        case .ofOtherScheme:
            guard try gate?.reader(standing) != nil else { throw Self.tokenRefused }
        case .unreadable: throw Self.tokenRefused
        case .token(let secret):
            guard let machine = signIn?.machine(with: secret) else { throw Self.tokenRefused }
            return .machine(machine)
        }
        if knowsSessions, let session = SessionCookie.session(in: headers["cookie"]),
            let person = signIn?.person(with: session)
        {
            return .person(person)
        }
        // By an old register its own member is known as well as by a new one; what is out of date is what
        // it says of others.
        guard let reader = try gate?.reader(standing) else { return .stranger(from: address) }
        return .member(reader.member)
    }

    private static let rosterExpired = PeerProblem(
        status: 503, keyword: "roster-expired",
        detail:
            "The member register of this node has expired; members are served again once a newer one arrives."
    )
    static let noCertificate = PeerProblem(
        status: 401, keyword: "no-certificate",
        detail: "Only members have this: come with your alliance certificate.")
    static let signInNeeded = PeerProblem(
        status: 401, keyword: "sign-in-needed", detail: "Sign in first, at /sign-in.")
    static let tokenNeeded = PeerProblem(
        status: 401, keyword: "token-needed",
        detail:
            "This is for this member's own programs: come with a token, which 'touchstone desk token create' makes, or with the member's certificate."
    )
    static let accountNeeded = PeerProblem(
        status: 401, keyword: "account-needed",
        detail: "Sign in to your account first, at \(AccountPath.signIn).")
    static let tokenRefused = PeerProblem(
        status: 401, keyword: "token-refused",
        detail:
            "This token is not known here, is revoked, or is past its day; 'touchstone desk token create' makes one."
    )
    private static let otherMember = PeerProblem(
        status: 403, keyword: "not-own-system",
        detail: "This is for the people and systems of the member whose node this is.")
    private static let roleMissing = PeerProblem(
        status: 403, keyword: "role-missing",
        detail: "None of your roles allows this; an administrator of your organisation gives roles."
    )
}
