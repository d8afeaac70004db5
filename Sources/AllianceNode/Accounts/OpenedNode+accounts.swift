import Credentials
package import Logging
import Roster
import SQLiteStore

extension OpenedNode {
    /// Accounts of rights holders at this platform; their database is made where it is missing. Nil for a member
    /// that decides no complaints, and at a standby, whose folder gets them when it takes over.
    ///
    /// - Parameter origin: of the desk, as the world knows it; without one no mail is sent.
    /// - Throws: `SQLiteStoreError`.
    package func accountDesk(
        _ services: NoticeServices, origin: String?, calls: BlockingCalls, logger: Logger
    ) throws -> AccountDesk? {
        guard keepsAccounts else { return nil }
        return try AccountDesk(
            store: SQLiteAccountStore(path: home.accountDatabase),
            mail: AccountMail(services.mail, origin: origin), calls: calls, now: clock.now,
            logger: logger)
    }

    /// What accounts here have shown of rights, for the checks of complaints; nothing where this member has none.
    ///
    /// - Throws: `SQLiteStoreError`.
    package func accountStanding() throws -> any ComplainantStanding {
        guard keepsAccounts else { return NoComplainantStanding() }
        return AccountStanding(try SQLiteAccountStore(path: home.accountDatabase))
    }

    var keepsAccounts: Bool { !isStandby && roster.has(member, role: .platform) }
}
