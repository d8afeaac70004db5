import Complaints
import Marketplaces
package import NodeAPI
package import Notices
import Peering
package import SQLiteStore
import Synchronization
import TransparencyLog

/// Takes what marketplaces post to the desk port: signed with the secret of each, of now, and once.
package final class MarketplaceDesk: DeskMarketplaces {
    /// Messages of one marketplace that are taken in an hour: those of all together have a limit too, and none may use
    /// it up for the others.
    package static let messagesOfOneMax = 20_000

    private let marketplaces: MarketplaceSet
    private let outbox: SQLiteOrderOutbox
    private let proposals: ScreeningProposals
    private let pulse: Pulse
    private let calls: BlockingCalls
    /// Milliseconds since 1970.
    private let now: @Sendable () -> UInt64
    private let messagesMax: Int
    /// By its name, since when so many were taken. Names are of those that are set up.
    private let taken = Mutex<[String: (since: UInt64, count: Int)]>([:])

    /// - Parameters:
    ///   - pulse: fired where something was answered.
    ///   - messagesMax: of one marketplace in an hour.
    package init(
        marketplaces: MarketplaceSet, outbox: SQLiteOrderOutbox, proposals: ScreeningProposals,
        pulse: Pulse, calls: BlockingCalls, messagesMax: Int = messagesOfOneMax,
        now: @escaping @Sendable () -> UInt64
    ) {
        self.marketplaces = marketplaces
        self.outbox = outbox
        self.proposals = proposals
        self.pulse = pulse
        self.calls = calls
        self.messagesMax = messagesMax
        self.now = now
    }

    package func answered(_ message: WebhookMessage, by marketplace: String) async throws {
        let entry = try sender(of: message, marketplace)
        let said: AnswerBody
        do throws(MarketplaceFormError) {
            said = try AnswerBody(parsing: message.body)
        } catch {
            throw PeerProblem(
                status: 422, keyword: error.keyword, detail: "This answer cannot be read: \(error)."
            )
        }
        let (served, digest) = (entry.adapter.marketplaces, Self.digest(message, marketplace))
        let taking = try await calls.run { [self] in
            try outbox.take(
                said.answer, to: said.order, of: served, message: digest, at: now())
        }
        try Self.check(taking)
        if taking == .noted { pulse.fire() }
    }

    package func listed(
        _ message: WebhookMessage, by marketplace: String
    ) async throws -> ScreenedLines {
        let entry = try sender(of: message, marketplace)
        let digest = Self.digest(message, marketplace)
        let taking = try await calls.run { [self] in
            try outbox.take(message: digest, at: now())
        }
        try Self.check(taking)
        return try await proposals.screen(message.body, of: entry.adapter.marketplaces)
    }

    /// Whose secret has signed it.
    private func sender(
        of message: WebhookMessage, _ name: String
    ) throws(PeerProblem) -> MarketplaceSet.Entry {
        guard message.isOfNow(now() / 1_000) else {
            throw PeerProblem(
                status: 401, keyword: "timestamp",
                detail:
                    "Its time is more than \(WebhookMessage.toleranceSeconds) seconds from this node's clock; sign it anew."
            )
        }
        guard let entry = marketplaces.entry(named: name), let secret = entry.secret,
            secret.signs(message)
        else {
            throw PeerProblem(
                status: 401, keyword: "signature",
                detail: "No marketplace of this name has signed this.")
        }
        guard takeOne(of: entry.name) else { throw Self.tooMany }
        return entry
    }

    /// Counts one more, where it may be taken.
    private func takeOne(of name: String) -> Bool {
        let (now, messagesMax) = (now(), messagesMax)
        return taken.withLock { taken in
            var held = taken[name] ?? (since: now, count: 0)
            // A clock that went back begins anew.
            if now < held.since || now - held.since >= SQLiteOrderOutbox.messageMilliseconds {
                held = (since: now, count: 0)
            }
            guard held.count < messagesMax else { return false }
            held.count += 1
            taken[name] = held
            return true
        }
    }

    /// Of what is signed, which a later attempt of the sender at the same thing is not.
    private static func digest(_ message: WebhookMessage, _ name: String) -> Digest {
        Digest.sha256(
            Array("\(name)\n\(message.id)\n\(message.timestamp)\n".utf8) + message.body)
    }

    private static func check(_ taking: SQLiteOrderOutbox.AnswerTaking) throws(PeerProblem) {
        switch taking {
        case .noted, .known: return
        case .replayed:
            throw PeerProblem(
                status: 409, keyword: "replayed", detail: "This very message was taken before.")
        case .unknownOrder:
            throw PeerProblem(
                status: 404, keyword: "order-unknown",
                detail: "This node has given this marketplace no such order.")
        case .tooManyMessages: throw tooMany
        }
    }

    private static let tooMany = PeerProblem(
        status: 429, keyword: "busy", detail: "Too many messages; send it again later.")
}
