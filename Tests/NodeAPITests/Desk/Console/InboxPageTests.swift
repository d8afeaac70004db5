import AllianceNames
import Casework
import MergedView
import NodeAPI
import Notices
import Peering
import SignIn
import Statements
import Testing

@Suite struct InboxPageTests {
    @Test(
        "the deadline of a complaint leads to the complaint, and what names none is shown as text")
    func deadline() async throws {
        for (subject, link) in [
            (
                "alliance/channel/member/e1/42",
                "/console/complaint?log=alliance%2Fchannel%2Fmember%2Fe1&amp;entry=42"
            ), ("<b>nothing", nil),
        ] {
            let routes = ConsoleRoutes(
                try FixedConsole(), of: FoldedComplaints.hub, products: FixedAnswers(),
                notices: OneNotice(ClockReading(.complaintDeadline, subject: subject, at: 1_000))
            ).routes
            let route = try #require(
                routes.first { $0.method == .get && $0.pattern.description == "/console/notices" })
            let answer = try await route.handler(
                DeskRequest(
                    method: .get, target: try RequestTarget(parsing: "/console/notices"),
                    caller: .person(try ComplaintConsole.person()), origin: "https://hub", id: "1"))
            let page = String(decoding: answer.body, as: UTF8.self)
            #expect(answer.status == 200)
            #expect(page.contains("href=\"/console/complaint?") == (link != nil), "\(subject)")
            if let link { #expect(page.contains("href=\"\(link)\""), "\(page)") }
            #expect(!page.contains("<b>nothing"))
        }
    }
}

/// The inbox of somebody who was told of one clock, and follows nothing.
struct OneNotice: DeskNotices {
    private let reading: ClockReading

    init(_ reading: ClockReading) { self.reading = reading }

    func unreadCount(of subscriber: Subscriber) async throws -> Int { 1 }

    func inbox(
        of subscriber: Subscriber, as asker: Asker, before number: UInt64?, limit: Int
    ) async throws -> NoticePage {
        let notice = Notice(
            number: 1, subscriber: subscriber, source: .clock(reading, hours: 2), subscription: nil,
            raisedAt: 1_000, readAt: nil)
        return NoticePage(
            notices: [ShownNotice(notice: notice, content: .clock(reading), topic: nil)],
            hasMore: false)
    }

    func news(
        of subscriber: Subscriber, as asker: Asker, after number: UInt64, isUnread: Bool, limit: Int
    ) async throws -> NoticePage { throw NoticeError.notThere }

    func markRead(
        _ number: UInt64, andBefore upTo: Bool, of subscriber: Subscriber
    ) async throws -> Int { throw NoticeError.notThere }

    func account(of subscriber: Subscriber) async throws -> NoticeAccount {
        NoticeAccount(
            subscriptions: [], webhooks: [], settings: DeliverySettings(), takesWebhooks: false,
            sendsMail: false, mailAddress: nil)
    }

    func subscribe(
        _ subscriber: Subscriber, to topic: Topic, byMail: Bool, webhook: UInt64?,
        leavingKnown: Bool
    ) async throws -> Subscription { throw NoticeError.notThere }

    func unsubscribe(_ id: UInt64, of subscriber: Subscriber) async throws {
        throw NoticeError.notThere
    }

    func addWebhook(
        of subscriber: Subscriber, at address: String, keepsQuietHours: Bool
    ) async throws -> Webhook { throw NoticeError.notThere }

    func addWebhook(
        of subscriber: Subscriber, at address: String, keepsQuietHours: Bool,
        for request: KeyedRequest?
    ) async throws -> (webhook: Webhook, isAgain: Bool) { throw NoticeError.notThere }

    func removeWebhook(_ id: UInt64, of subscriber: Subscriber) async throws {
        throw NoticeError.notThere
    }

    func turnOn(_ id: UInt64, of subscriber: Subscriber) async throws {
        throw NoticeError.notThere
    }

    func set(_ settings: DeliverySettings, of subscriber: Subscriber) async throws {
        throw NoticeError.notThere
    }
}
