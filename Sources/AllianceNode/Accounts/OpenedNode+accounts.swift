import Credentials
package import Logging
import Roster
import SQLiteStore

extension OpenedNode {
    /// Accounts of rights holders at this platform; their database is made where it is missing. Nil for a member
    /// that decides no complaints.
    ///
    /// - Parameter origin: of the desk, as the world knows it; without one no mail is sent.
    /// - Throws: `SQLiteStoreError`.
    package func accountDesk(
        _ services: NoticeServices, origin: String?, calls: BlockingCalls, logger: Logger
    ) throws -> AccountDesk? {
        guard roster.has(member, role: .platform) else { return nil }
        return try AccountDesk(
            store: SQLiteAccountStore(path: home.accountDatabase),
            mail: AccountMail(services.mail, origin: origin), calls: calls, now: clock.now,
            logger: logger)
    }
}
