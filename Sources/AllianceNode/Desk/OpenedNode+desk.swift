import Credentials
package import Logging
package import NodeAPI
import Peering
import ProductAuthentication
import Roster

extension OpenedNode {
    /// What answers at this member's desk port. `links.csv` and `verification.json` are read where
    /// they are there.
    /// - Throws: `DeskFileError`, `CredentialsError`.
    package func deskAnswers(
        router: QuestionRouter, calls: BlockingCalls
    ) throws -> DeskAnswers {
        let recent = RecentScope()
        let directory = ProductDirectory(
            view: view, roster: { self.register.newest },
            scope: {
                try recent.scope(roster: self.roster.digest, now: self.clock.now()) {
                    try self.scope()
                }
            }, statement: { try self.statement(at: $0) })
        return DeskAnswers(
            member: member,
            standing: {
                let standing = self.register.standing()
                return (standing.roster, standing.isExpired)
            },
            router: router, find: { try directory.find($0) },
            links: try deskLinks(), policies: try verificationPolicies(), calls: calls,
            now: clock.now)
    }

    /// What `links.csv` says, where it is there.
    func deskLinks() throws -> LinkTable {
        try DurableFile.exists(home.deskLinks) ? LinkTable(path: home.deskLinks) : LinkTable()
    }

    /// What `verification.json` says, where it is there.
    func verificationPolicies() throws -> VerificationPolicies {
        try DurableFile.exists(home.verificationPolicy)
            ? VerificationPolicies(path: home.verificationPolicy) : VerificationPolicies()
    }

    /// All routes of the desk port.
    /// - Throws: `SQLiteStoreError`, where the log of scans cannot be opened.
    package func deskRoutes(
        _ answers: DeskAnswers, scans: StoredScans, collections: CollectionKeeper?,
        signIn: any DeskSignIn, provider: (any ProviderSigningIn)? = nil,
        audit: ConsoleAudit? = nil, recorder: AuditRecorder? = nil,
        casework: CaseworkDesk? = nil, notices: NoticeDesk? = nil,
        complaints: NodeComplaints? = nil, judging: ComplaintUpkeep? = nil,
        marketplaces: MarketplaceParts? = nil, accounts: AccountDesk? = nil,
        calls: BlockingCalls, logger: Logger
    ) throws -> DeskRoutes {
        DeskRoutes(
            ResolverRoutes(answers).routes + VerificationRoutes(answers, now: clock.now).routes
                + (try scanRoutes(history: scans, calls: calls))
                + metricsRoute(
                    recorder, notices: notices, casework: casework, collections: collections,
                    complaints: judging, calls: calls, logger: logger
                ).routes
                + healthRoutes(recorder, calls: calls).routes
                + (try consoleRoutes(
                    answers, audit: audit, casework: casework, notices: notices,
                    complaints: complaints, marketplaces: marketplaces, accounts: accounts,
                    signIn: signIn, calls: calls))
                + SignInRoutes(signIn, provider: provider).routes
                + (marketplaces.map { MarketplaceRoutes($0.desk).routes } ?? [])
                + (collections.map {
                    taxiiRoutes($0, audit: audit?.recording, calls: calls)
                        + feedRoutes($0, calls: calls)
                } ?? []))
    }
}
