import Accounts
package import AllianceNames
import AuditTrail
import Casework
import MergedView
import Notices
import Peering
import SignIn

/// The console: what an investigator of this member works with. Pages of plain HTML that need no script.
///
///     GET  /console                  overview
///     GET  /console/search           search; /console/search/help says how
///     GET  /console/identifier       one reported identifier; POST …/object and others say what is no report of it
///     GET  /console/evidence         proof that an entry is in its log, for download
///     GET  /console/evidence/bundle  all that is said of an identifier, in a file that proves itself
///     GET  /console/evidence/page    the same as a page to print
///     GET  /console/check            check a list of one's own; POST has it checked
///     GET  /console/screen           a list of offers, those first by which most is at stake; POST takes one
///     GET  /console/linked           linked sellers
///     GET  /console/product          product check; POST takes what a scanner sends
///     POST /console/product/photo    the same with a photo of a code
///     GET  /console/image            reported images that look like one; POST takes one
///     GET  /console/export           what a search finds, as a file
///     GET  /console/audit            who looked at what; POST …/release lets a held export go
///     GET  /console/members          members and how up to date each is
///
/// and, where its desk keeps them, what `draftRoutes`, `caseRoutes`, `searchRoutes`, `entrustedRoutes`,
/// `inquiryRoutes`, `noticeRoutes`, `rightRoutes`, `complaintRoutes`, `measureRoutes` and
/// `marketplaceWorkRoutes` have.
package struct ConsoleRoutes: Sendable {
    static let checkPath = "/console/check"
    /// Whoever may look; what is taken away is for those who may export.
    package static let audience = DeskRoute.Access.people(.view)
    package static let exportAudience = DeskRoute.Access.people(.export)

    let reading: any ConsoleReading
    let products: any DeskAnswering
    /// Nil at a desk that records nothing.
    let audit: ConsoleAudit?
    /// Nil at a desk where nobody prepares anything.
    let casework: ConsoleCasework?
    /// Nil at a desk where nothing is said from an identifier's page.
    let signing: (any ReportSigning)?
    /// Nil at a node that has no program to read photos.
    let photos: (any CodePhotoReading)?
    /// Nil at a node that has no program to read workbooks.
    let workbooks: (any WorkbookReading)?
    /// Nil at a desk that looks for none.
    let images: (any ImageSearching)?
    /// Nil at a desk that screens nothing.
    let screening: (any ListingScreening)?
    /// Nil at a desk that tells nobody of anything.
    let notices: (any DeskNotices)?
    /// Nil at a desk where no right is stated.
    let rights: (any DeskRights)?
    /// Nil at a desk that neither files nor decides complaints.
    package let complaints: (any DeskComplaints)?
    /// Nil at a desk that reads no complaints.
    let measures: (any DeskMeasures)?
    /// Nil at a desk that has no marketplaces.
    let marketplaces: (any DeskMarketplaceWork)?
    /// Nil at a desk that has no accounts of rights holders.
    let accounts: (any HostedAccounts)?
    /// Whose desk it is.
    let own: MemberID

    package init(
        _ reading: any ConsoleReading, of own: MemberID, products: any DeskAnswering,
        audit: ConsoleAudit? = nil, casework: ConsoleCasework? = nil,
        signing: (any ReportSigning)? = nil,
        photos: (any CodePhotoReading)? = nil, workbooks: (any WorkbookReading)? = nil,
        images: (any ImageSearching)? = nil,
        screening: (any ListingScreening)? = nil, notices: (any DeskNotices)? = nil,
        rights: (any DeskRights)? = nil, complaints: (any DeskComplaints)? = nil,
        measures: (any DeskMeasures)? = nil, marketplaces: (any DeskMarketplaceWork)? = nil,
        accounts: (any HostedAccounts)? = nil
    ) {
        self.reading = reading
        self.own = own
        self.products = products
        self.audit = audit
        self.casework = casework
        self.signing = signing
        self.photos = photos
        self.workbooks = workbooks
        self.images = images
        self.screening = screening
        self.notices = notices
        self.rights = rights
        self.complaints = complaints
        self.measures = measures
        self.marketplaces = marketplaces
        self.accounts = accounts
    }

    /// Whether whoever asks for it came from the console, and goes on there.
    static func isBelow(_ target: String) -> Bool {
        target.prefix { $0 != "?" } == "/console" || target.hasPrefix("/console/")
    }

    /// Whether what is asked for is the console's, or of the way into it and out.
    static func isAround(_ target: String) -> Bool {
        let path = String(target.prefix { $0 != "?" })
        return isBelow(target) || path.hasPrefix(SignInPath.start + "/")
            || [
                SignInPath.start, SignInPath.signOut, SignInPath.account, PurposeRoutes.path,
                LanguageChoice.path,
            ].contains(path)
    }

    package var routes: [DeskRoute] {
        [
            page(.get, "/console") {
                let overview = try await $1.reading.overview()
                return OverviewPage($1).answer(overview)
                    .noted(AuditNote(.view, results: overview.newest.count))
            },
            page(.get, "/console/search") { try await search($0, $1) },
            page(.get, "/console/search/help") { SearchHelpPage($1).answer() },
            page(.get, "/console/identifier") { try await identifier($0, $1) },
            page(.get, "/console/evidence", for: Self.exportAudience) {
                try await evidence($0, $1)
            },
            page(.get, Self.bundlePath, for: Self.exportAudience) { try await bundle($0, $1) },
            page(.get, Self.printPath, for: Self.exportAudience) { try await printed($0, $1) },
            page(.get, "/console/export", for: Self.exportAudience) { try await export($0, $1) },
            page(.get, Self.checkPath) { CheckListPage($1).empty() },
            page(.post, Self.checkPath, recording: .ofAnswer) { try await check($0, $1) },
            page(.get, LinkedSellersPage.path) { try await linked($0, $1) },
            page(.get, "/console/product") { try await product($0, $1) },
            page(.post, "/console/product", recording: .ofAnswer) { request, _ in
                try scanned(request)
            },
            photoRoute,
            page(.get, "/console/members") {
                MembersPage($1).answer(try await $1.reading.exchange())
            },
        ] + (audit.map(auditRoutes) ?? [])
            + (casework.map {
                draftRoutes($0.drafts) + caseRoutes($0.cases) + searchRoutes($0.searches)
                    + ($0.entrusting.map(entrustedRoutes) ?? [])
                    + ($0.inquiries.map(inquiryRoutes) ?? [])
            } ?? []) + saying + (images.map(imageRoutes) ?? [])
            + (screening.map(screeningRoutes) ?? [])
            + (notices.map(noticeRoutes) ?? []) + (rights.map(rightRoutes) ?? [])
            + (complaints.map(complaintRoutes) ?? []) + (measures.map(measureRoutes) ?? [])
            + (marketplaces.map(marketplaceWorkRoutes) ?? [])
            + (accounts.map(accountRoutes) ?? [])
    }

    private var saying: [DeskRoute] {
        guard let signing, let casework else { return [] }
        return sayingRoutes(signing, casework.drafts)
    }

    private func auditRoutes(_ audit: ConsoleAudit) -> [DeskRoute] {
        [
            page(.get, Self.auditPath) { try await self.audit($0, $1, audit) },
            page(.post, Self.auditPath + "/release", recording: .byHandler) { request, _ in
                try await release(request, audit)
            },
        ]
    }

    typealias PageHandler =
        @Sendable (DeskRequest, ConsoleContext) async throws -> DeskAnswer

    func page(
        _ method: DeskMethod, _ path: String, for audience: DeskRoute.Access = Self.audience,
        collecting: BodyPlaces? = nil,
        recording: DeskRoute.Recording? = nil, _ handler: @escaping PageHandler
    ) -> DeskRoute {
        DeskRoute(
            method, path, for: audience, collecting: collecting, recording: recording
        ) { request in
            if let detour = PurposeRoutes.detour(of: request) {
                guard method == .get else { throw PurposeRoutes.needed }
                return detour
            }
            let unread = try await unreadCount(request)
            let context = ConsoleContext(
                language: DeskLanguage(of: request), names: reading.memberNames(),
                path: method == .get
                    ? request.target.path + (request.target.query.map { "?\($0)" } ?? "")
                    : request.target.path,
                person: request.caller.person, keepsCasework: casework != nil,
                takesInquiries: casework?.inquiries != nil,
                looksForImages: images != nil, screensListings: screening != nil,
                keepsRights: rights != nil, complaints: complaints,
                takesMeasures: measures != nil, keepsMarketplaces: marketplaces != nil,
                keepsAccounts: accounts != nil,
                unread: unread,
                reading: reading.reading(
                    for: request.caller.asker(at: own), exporting: audience == Self.exportAudience))
            do {
                return try await handler(request, context)
            } catch {
                throw Self.problem(of: error) ?? error
            }
        }
    }

    /// Nil for what is no fault of who asks.
    static func problem(of error: any Error) -> PeerProblem? {
        switch error {
        case let problem as PeerProblem: problem
        case let error as CaseworkError: error.problem
        case let error as AttributeChangeError: error.problem
        case let error as NoticeError: error.problem
        case let error as AccountError: error.problem
        case let error as MergedViewError:
            PeerProblem(status: 400, keyword: "query", detail: "\(error).")
        default: nil
        }
    }

    /// For the way to the inbox, which every page has; nil for who has none.
    private func unreadCount(_ request: DeskRequest) async throws -> Int? {
        guard let notices, let subscriber = request.caller.subscriber(at: own) else { return nil }
        return try await notices.unreadCount(of: subscriber)
    }
}

/// What all pages of the console need to know.
struct ConsoleContext: Sendable {
    let language: DeskLanguage
    let names: [MemberID: String]
    /// Of the page that was asked for, which a change of the language comes back to.
    private(set) var path: String
    /// Who looks, where it is somebody by name.
    let person: DeskPerson?
    let keepsCasework: Bool
    let takesInquiries: Bool
    let looksForImages: Bool
    let screensListings: Bool
    let keepsRights: Bool
    /// Nil at a desk that neither files nor decides complaints.
    var complaints: (any DeskComplaints)?
    /// Whether it reads measures against those who misuse complaints, or takes them.
    var takesMeasures = false
    /// Whether what its marketplaces do is looked after here.
    var keepsMarketplaces = false
    var keepsAccounts = false
    /// Notices that are new to who looks; nil where there is no inbox.
    let unread: Int?
    /// What it may see, or take away.
    let reading: any ConsoleReading

    /// First in every form that is posted (`CrossSite`).
    var tokenField: HTML { person?.formField ?? "" }

    /// Whether who looks may prepare reports and cases here.
    var mayDraft: Bool {
        guard keepsCasework, let person else { return false }
        return AccessPolicy.permissions(of: .person(roles: person.roles)).contains(.draft)
    }

    /// Whether who looks may report in this member's name.
    var mayReport: Bool {
        guard keepsCasework, let person else { return false }
        return AccessPolicy.permissions(of: .person(roles: person.roles)).contains(.report)
    }

    /// Whether who looks may sign in this member's name.
    var maySpeak: Bool {
        guard let person else { return false }
        return AccessPolicy.permissions(of: .person(roles: person.roles)).contains(.report)
    }

    func name(_ member: MemberID) -> String { names[member] ?? member.rawValue }

    subscript(_ text: PageText) -> String { text(language) }

    /// For the answer to a form, which has no address of its own: as if that page had been asked for.
    func at(_ path: String) -> Self {
        var context = self
        context.path = path
        return context
    }
}
