import Peering
package import SignIn

/// One resource of the desk port: where it is, who may have it, and what answers.
package struct DeskRoute: Sendable {
    package enum Access: Hashable, Sendable {
        /// Needs no certificate.
        case everybody
        /// Needs an alliance certificate that the member register accepts: 401 without one.
        case members
        /// For this member's own systems, by certificate alone, since they speak in its name: 401 without one, 403 with
        /// another member's.
        case ownSystems
        /// For this member's own systems by certificate and its machines with a token, as far as they have the
        /// permission: 401 without either. A session opens none of it, since what programs read counts as no export.
        case programs(Permission)
        /// For this member's people who have signed in, its machines with a token and its own systems
        /// by certificate, as far as they have the permission.
        case people(Permission)
        /// For those of them who may sign in this member's name (`Audience.reporters`).
        case reporters
        /// For holders of accounts at this platform, known by a cookie of their own (`AccountCookie`), which
        /// opens nothing else: to all other routes they are strangers.
        case accountHolders

        var audience: Audience {
            switch self {
            case .everybody: .everybody
            case .members: .members
            case .ownSystems: .ownSystems
            case .programs(let permission): .programs(permission)
            case .people(let permission): .people(permission)
            case .reporters: .reporters
            case .accountHolders: .accountHolders
            }
        }

        /// For this member alone, so that the list of its persons decides and what they get is recorded.
        package var isForPeople: Bool {
            switch self {
            case .people, .reporters: true
            case .everybody, .members, .ownSystems, .programs, .accountHolders: false
            }
        }
    }

    /// Whose session's form a request has to be that changes something: what only pages of that session showed comes
    /// back with it (`CrossSite`).
    package enum FormOwner: Hashable, Sendable {
        /// That of whoever is found to ask.
        case caller
        /// That of the account's session alone, whoever of the member is signed in beside it.
        case account
        /// Nobody's: a link, a seller's token or an address that it carries is the whole of the right to it, and it acts
        /// for no session. Whether there is one beside it says nothing: a link that is opened from a mail is shown without
        /// the session's cookie, and posted with it.
        case nobody
    }

    /// When what is asked of a route for people is written down (`AuditedRoute`).
    package enum Recording: Hashable, Sendable {
        /// With its answer, before that goes out: for what only shows something.
        case ofAnswer
        /// That it was asked, before anything is done, and with its answer what came of it: for what changes something.
        case ahead
        /// The handler has what it is about to do written down itself, in more words, before it does anything
        /// (`ConsoleRoutes.recorded`, `AuditRecording.record(_:before:route:)`); what came of it, with its answer.
        case byHandler
    }

    /// Largest body for a route that is for everybody, in bytes: a form of a few fields.
    package static let openBodyBytesMax = 16 * 1024

    /// - Throws: `PeerProblem`, shown to the caller as it is. Anything else is logged with the
    ///   request's number, and answered with status 500 without its text.
    package typealias Handler = @Sendable (DeskRequest) async throws -> DeskAnswer

    package let method: DeskMethod
    package let pattern: PathPattern
    package let access: Access
    /// Whether pages of other sites may read the answer (CORS). Never for what a certificate opens.
    package let isOpenToOtherSites: Bool
    /// What `OPTIONS` says of its path beside the methods.
    package let discovery: [DeskRequest.Header]
    /// The body is handed on as it comes (`DeskRequest.stream`), up to so many bytes; nil for one that is
    /// taken whole. Never for everybody.
    package let streamedBytesMax: Int?
    /// For a large body that is taken whole all the same: so many of them at a time. Nil for others.
    package let collecting: BodyPlaces?
    /// Who sends it is known by a signature over the body, which `handler` checks: no other site's page could make a
    /// browser send it.
    package let isSigned: Bool
    package let form: FormOwner
    package let recording: Recording
    package let handler: Handler

    /// - Parameters:
    ///   - path: a pattern such as `/verify/gtin/{gtin}`.
    ///   - recording: nil for what the method says: a route that says nothing is recorded ahead, unless it reads.
    package init(
        _ method: DeskMethod, _ path: String, for access: Access,
        openToOtherSites: Bool = false, discovery: [DeskRequest.Header] = [],
        streamedBytesMax: Int? = nil, collecting: BodyPlaces? = nil, isSigned: Bool = false,
        form: FormOwner = .caller, recording: Recording? = nil, _ handler: @escaping Handler
    ) {
        precondition(
            !openToOtherSites || access == .everybody,
            "what only members may have is not for other sites: \(path)")
        precondition(
            streamedBytesMax == nil && collecting == nil || access != .everybody,
            "no stranger streams: \(path)")
        precondition(
            form == .caller || access == .everybody, "a session acts, so its form does: \(path)")
        self.method = method
        self.streamedBytesMax = collecting?.bytesMax ?? streamedBytesMax
        self.collecting = collecting
        pattern = PathPattern(path)
        self.access = access
        isOpenToOtherSites = openToOtherSites
        self.discovery = discovery
        self.isSigned = isSigned
        self.form = form
        self.recording = recording ?? (method == .get ? .ofAnswer : .ahead)
        self.handler = handler
    }
}
