import Accounts
import AllianceNames
import CRDT
import Complaints
import Credentials
package import Logging
import MergedView
import Replication
import Roster
package import SQLiteStore
import ServiceLifecycle
import Statements

/// Tells account holders by mail that something was said in their complaints, or that a measure was taken. What it is
/// stands in the account, and not in the mail.
///
/// What was looked through and for whom something is new stands in one transaction, and is struck out once the mail program has
/// taken the mail: after a crash in between it comes a second time, and is never left out.
package struct AccountNews: Service {
    static let interval = Duration.seconds(30)
    /// Milliseconds between two mails to one account, however much is said.
    package static let pauseMilliseconds: UInt64 = 3_600_000
    static let entriesMax: UInt64 = 4_096
    static let mailsMax = 100

    private let node: OpenedNode
    private let store: SQLiteAccountStore
    private let mail: AccountMail
    private let calls: BlockingCalls
    private let logger: Logger

    package init(
        node: OpenedNode, store: SQLiteAccountStore, mail: AccountMail, logger: Logger
    ) {
        self.node = node
        self.store = store
        self.mail = mail
        // The program may take its time, and nothing else waits for it.
        calls = .serial(label: "accounts.news")
        self.logger = logger
    }

    package func run() async throws {
        let rounds = PatientRounds(what: "accounts cannot be told what is new", logger: logger)
        try await cancelWhenGracefulShutdown {
            do {
                try await Pulse().forEach(orEvery: Self.interval) {
                    try await rounds.run { try await self.round() }
                }
            } catch is CancellationError {
                return
            }
        }
    }

    /// Looks through what this platform has said since, and mails what is to be told now.
    package func round() async throws {
        try await calls.run { [self] in
            try lookThrough()
            try tell()
        }
    }

    private func lookThrough() throws {
        // Where all complaints of accounts are, and measures against them.
        let channel = ChannelID.deskPrefix + node.member.rawValue
        // Logs of earlier epochs too: what was said last in one may not have been looked through.
        let logs = try node.logs.states().filter {
            $0.origin.member == node.member && $0.origin.channel.rawValue == channel
        }
        let read = try store.newsRead()
        guard read.isEmpty else {
            for log in logs {
                let from = min(read[log.origin.description] ?? 0, log.size)
                try lookThrough(log.origin, from..<log.size)
            }
            return
        }
        // What was said before accounts were told of anything is no news. That nothing was yet is known as well.
        var sizes = [channel: UInt64(0)]
        for log in logs { sizes[log.origin.description] = log.size }
        for (log, size) in sizes {
            try store.noteNews(of: [], readUpTo: size, of: log, at: node.clock.now())
        }
    }

    private func lookThrough(_ log: LogOrigin, _ entries: Range<UInt64>) throws {
        var next = entries.lowerBound
        while next < entries.upperBound {
            let end = min(entries.upperBound, next + Self.entriesMax)
            var accounts: Set<String> = []
            try StoredStatement.forEach(of: log, in: next..<end, from: node.logs) { stored in
                if let account = try account(stored.statement) { accounts.insert(account) }
            }
            try store.noteNews(
                of: accounts, readUpTo: end, of: log.description, at: node.clock.now())
            next = end
        }
    }

    /// For whom a statement of this platform is news.
    private func account(_ statement: Statement?) throws -> String? {
        switch statement {
        case .misuseMeasure(let measure)?:
            guard case .account(let account) = measure.party else { return nil }
            return account
        case .complaint(let said)?:
            switch said {
            case .decision, .counterNotice, .evidenceRequest, .reinstatement: break
            // What the holder said itself, or what only delays.
            case .complaint, .withdrawal, .evidenceSupply, .appeal, .outcome, .operationHold,
                .clockPause:
                return nil
            }
            guard let id = said.complaint,
                case .complaint(.complaint(let complaint))? = try node.statement(
                    at: StatementDot(log: id.origin, index: id.index)),
                id.author == node.member
            else { return nil }
            return complaint.hostedAccount
        default: return nil
        }
    }

    private func tell() throws {
        let now = node.clock.now()
        let before = now - min(now, Self.pauseMilliseconds)
        for due in try store.newsToTell(triedBefore: before, limit: Self.mailsMax) {
            var isTold = true
            do {
                try mail.sendNews(to: due.address, at: now)
            } catch {
                // Tried again after the same pause, so that addresses which are refused hold up no others.
                isTold = false
                logger.warning(
                    "an account was not told what is new", metadata: ["keyword": "\(error.keyword)"]
                )
            }
            try store.noteTried(due.account, isTold: isTold, at: now)
        }
    }
}

extension OpenedNode {
    /// Nil where this member has no accounts, or sends no mail.
    ///
    /// - Throws: `SQLiteStoreError`.
    package func accountNews(
        _ services: NoticeServices, origin: String?, logger: Logger
    ) throws -> AccountNews? {
        guard keepsAccounts, let mail = AccountMail(services.mail, origin: origin) else {
            return nil
        }
        return AccountNews(
            node: self, store: try SQLiteAccountStore(path: home.accountDatabase), mail: mail,
            logger: logger)
    }
}
