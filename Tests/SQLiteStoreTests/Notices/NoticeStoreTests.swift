import AllianceNames
import CRDT
import Foundation
import GRDB
import MergedView
import Notices
import SQLiteStore
import SignIn
import Statements
import Testing
import TransparencyLog

@Suite struct NoticeStoreTests {
    private static let anna = Subscriber.person(PersonID(unchecked: "anna"))
    private static let ben = Subscriber.person(PersonID(unchecked: "ben"))
    private let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    private let origin: LogOrigin

    init() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        origin = try LogOrigin(parsing: "x.example/alliance/brand/e1")
    }

    private func store() throws -> SQLiteNoticeStore {
        try SQLiteNoticeStore(path: folder.appending(path: "notices.sqlite").path())
    }

    private func source(_ index: UInt64, leaf: UInt8 = 0) -> NoticeSource {
        .statement(StatementDot(log: origin, index: index), leaf: Digest.sha256([leaf]))
    }

    private func follow(
        _ store: SQLiteNoticeStore, _ subscriber: Subscriber = anna, _ mark: String = "Verel",
        byMail: Bool = false, webhook: UInt64? = nil
    ) throws -> Subscription {
        try store.subscribe(subscriber, to: .mark(mark), byMail: byMail, webhook: webhook, at: 1)
    }

    private func raise(
        _ store: SQLiteNoticeStore, _ found: [(Subscription, NoticeSource)], size: UInt64 = 1,
        at now: UInt64 = 10
    ) throws -> Int {
        try store.raise(
            found.map { (subscription: $0.0, source: $0.1) }, frontier: [origin: size],
            changes: store.changes(), at: now)
    }

    @Test("a notice is one for its subscriber and its entry, also after the file is opened again")
    func once() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        var store = try store()
        #expect(try store.frontier() == nil)
        let (verel, sport) = (try follow(store), try follow(store, Self.anna, "Verel Sport"))
        let other = try follow(store, Self.ben)
        let found = [(verel, source(0)), (sport, source(0)), (other, source(0))]
        #expect(try raise(store, found) == 2)
        #expect(try raise(store, found) == 0)
        try store.close()
        store = try self.store()
        #expect(try store.frontier()?[origin] == 1)
        #expect(try raise(store, found, size: 2) == 0)
        // Another entry in its place is another.
        #expect(try raise(store, [(verel, source(0, leaf: 1))], size: 2) == 1)
        let notices = try store.notices(of: Self.anna, limit: 10)
        #expect(notices.map(\.source) == [source(0, leaf: 1), source(0)])
        #expect(notices.map(\.subscription) == [verel.id, verel.id])
        #expect(try store.unreadCount(of: Self.ben) == 1)
    }

    @Test(
        "what was found by subscriptions that have changed since is not raised, and moves nothing")
    func changed() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let store = try store()
        let verel = try follow(store)
        let changes = try store.changes()
        try store.unsubscribe(verel.id, of: Self.anna)
        #expect(throws: NoticeError.changedMeanwhile) {
            try store.raise(
                [(subscription: verel, source: source(0))], frontier: [origin: 1],
                changes: changes, at: 1)
        }
        #expect(try store.notices(of: Self.anna, limit: 10).isEmpty)
        #expect(try store.frontier() == nil)
        #expect(throws: NoticeError.notThere) {
            try store.unsubscribe(verel.id, of: Self.anna)
        }
    }

    @Test("nobody removes, reads or posts to what is another's")
    func foreign() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let store = try store()
        let verel = try follow(store)
        let hook = try webhook(store, of: Self.anna)
        #expect(try raise(store, [(verel, source(0))]) == 1)
        #expect(throws: NoticeError.notThere) { try store.unsubscribe(verel.id, of: Self.ben) }
        #expect(throws: NoticeError.notThere) { try store.removeWebhook(hook.id, of: Self.ben) }
        #expect(throws: NoticeError.notThere) { try store.turnOn(hook.id, of: Self.ben) }
        #expect(throws: NoticeError.notThere) {
            try follow(store, Self.ben, webhook: hook.id)
        }
        #expect(try store.markRead(.max, andBefore: true, of: Self.ben, at: 2) == 0)
        #expect(try store.notices(of: Self.ben, limit: 10).isEmpty)
        #expect(try store.unreadCount(of: Self.anna) == 1)
        #expect(try store.markRead(.max, andBefore: true, of: Self.anna, at: 2) == 1)
        #expect(try store.markRead(.max, andBefore: true, of: Self.anna, at: 3) == 0)
        #expect(try store.notices(of: Self.anna, limit: 1).first?.readAt == 2)
    }

    private func webhook(
        _ store: SQLiteNoticeStore, of subscriber: Subscriber
    ) throws -> Webhook {
        try store.addWebhook(
            of: subscriber, at: WebhookAddress(parsing: "https://hooks.example/"),
            secret: .random(), keepsQuietHours: false, now: 1)
    }

    @Test("there is a bound to subscriptions and webhooks of one, and to what is kept")
    func bounds() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let store = try store()
        for number in 0..<NoticeLimits.subscriptionsOfOneMax {
            _ = try follow(store, Self.anna, "mark \(number)")
        }
        #expect(throws: NoticeError.self) { try follow(store, Self.anna, "one more") }
        // One that is there already is no further one.
        let again = try follow(store, Self.anna, "mark 0", byMail: true)
        #expect(again.id == 1 && again.byMail)
        for _ in 0..<NoticeLimits.webhooksOfOneMax { _ = try webhook(store, of: Self.anna) }
        #expect(throws: NoticeError.self) { try webhook(store, of: Self.anna) }
        let extra: UInt64 = 5
        let end = UInt64(NoticeLimits.keptMax) + extra
        #expect(try raise(store, (0..<end).map { (again, source($0)) }, size: end) == Int(end))
        let oldest = try store.notices(of: Self.anna, after: 0, limit: 1)
        #expect(oldest.first?.source == source(extra))
        #expect(try store.unreadCount(of: Self.anna) == NoticeLimits.countedMax)
        #expect(try store.removeOld(at: 10 + NoticeLimits.keptMilliseconds) == 0)
        #expect(
            try store.removeOld(at: 11 + NoticeLimits.keptMilliseconds) == NoticeLimits.keptMax)
    }

    @Test("a clock is told of once while it shows what it showed, also when its notice has gone")
    func clocks() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        var store = try store()
        let subscription = try follow(store)
        let clock = NoticeSource.clock(
            ClockReading(.rightEnds, subject: "EUIPO/1", at: 5), hours: 24)
        #expect(try raise(store, [(subscription, clock)]) == 1)
        #expect(try store.removeOld(at: 11 + NoticeLimits.keptMilliseconds) == 1)
        try store.close()
        store = try self.store()
        #expect(try store.toldClocks() == [Self.anna: [clock]])
        #expect(try raise(store, [(subscription, clock)]) == 0)
        #expect(try store.notices(of: Self.anna, limit: 1).isEmpty)
        // Once it shows something else it is forgotten, and another time is told of.
        try store.forget(clocks: [Self.anna: [clock]])
        #expect(try raise(store, [(subscription, clock)]) == 1)
        // Who is not there any more leaves nothing.
        try store.unsubscribe(subscription.id, of: Self.anna)
        #expect(try store.removeOld(at: 11 + NoticeLimits.keptMilliseconds) == 1)
        #expect(try store.subscribers() == [Self.anna])
        try store.remove(Self.anna)
        #expect(try store.toldClocks().isEmpty && store.subscribers().isEmpty)
    }

    @Test("what was told of in a file of the version before is not told again")
    func earlierClocks() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        var store = try store()
        let subscription = try follow(store)
        let clock = NoticeSource.clock(ClockReading(.register, at: 5), hours: 24)
        #expect(try raise(store, [(subscription, clock), (subscription, source(0))]) == 2)
        try store.close()
        let file = try DatabaseQueue(path: folder.appending(path: "notices.sqlite").path())
        try file.inDatabase { db in
            try db.execute(sql: "DROP TABLE toldClock; PRAGMA user_version = 3")
        }
        try file.close()
        store = try self.store()
        #expect(try store.toldClocks() == [Self.anna: [clock]])
        #expect(try store.removeOld(at: 11 + NoticeLimits.keptMilliseconds) == 2)
        #expect(try raise(store, [(subscription, clock)]) == 0)
    }

    @Test("what is to be posted stays until it is taken, whatever happens in between")
    func deliveries() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        var store = try store()
        let hook = try webhook(store, of: Self.anna)
        let verel = try follow(store, webhook: hook.id)
        #expect(try raise(store, [(verel, source(0)), (verel, source(1))]) == 2)
        try store.close()
        store = try self.store()
        var due = try #require(try store.dueDeliveries(at: 20, ofEach: 10).first)
        #expect(due.map(\.notice.source) == [source(0), source(1)])
        #expect(Set(due.map(\.messageID)).count == 2)
        try store.settle(due[0], .failed(reason: "status 500", next: 100), at: 20)
        // The receiver fails, so that nothing else is tried there before, also of what comes meanwhile.
        #expect(try raise(store, [(verel, source(2))]) == 1)
        #expect(try store.dueDeliveries(at: 99, ofEach: 10).isEmpty)
        #expect(try store.webhooks(of: Self.anna).first?.failingSince == 20)
        #expect(try store.webhooks(of: Self.anna).first?.lastFailure == "status 500")
        due = try #require(try store.dueDeliveries(at: 100, ofEach: 10).first)
        #expect(due.map(\.attempts) == [1, 0, 0])
        try store.settle(due[1], .done, at: 100)
        #expect(try store.webhooks(of: Self.anna).first?.failingSince == nil)
        try store.settle(due[0], .givenUp(reason: "status 410"), at: 110)
        #expect(try store.dueDeliveries(at: .max >> 1, ofEach: 10).isEmpty)
        let newest = try store.notices(of: Self.anna, limit: 1).first
        #expect(newest?.source == .webhookOff(hook.id, at: 110))
        // Nothing of it is lost: turned on again it goes on.
        try store.turnOn(hook.id, of: Self.anna)
        #expect(try store.dueDeliveries(at: 120, ofEach: 10).first?.count == 2)
        try store.removeWebhook(hook.id, of: Self.anna)
        #expect(try store.dueDeliveries(at: 120, ofEach: 10).isEmpty)
        #expect(try store.subscriptions(of: Self.anna).first?.webhook == nil)
    }

    @Test(
        "why a webhook failed is kept so that it is known again, and cut where a receiver says too much"
    )
    func failures() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let store = try store()
        let hook = try webhook(store, of: Self.anna)
        let verel = try follow(store, webhook: hook.id)
        #expect(try raise(store, [(verel, source(0))]) == 1)
        func kept(_ reason: String) throws -> String {
            let due = try #require(try store.dueDeliveries(at: 20, ofEach: 1).first?.first)
            try store.settle(due, .failed(reason: reason, next: 20), at: 20)
            return try #require(try store.webhooks(of: Self.anna).first?.lastFailure)
        }
        let host = String(repeating: "a", count: 253) + ":65535"
        let forbidden = WebhookFailure.hostForbidden(host)
        #expect(WebhookFailure(keptAs: try kept(forbidden.words), host: host) == forbidden)
        let long = try kept("e" + String(repeating: "\u{301}", count: 1_000))
        #expect(long.utf8.count <= 400 && long.hasSuffix("…"))
        #expect(long.unicodeScalars.starts(with: "e\u{301}\u{301}".unicodeScalars))
    }

    @Test("mail waits only where it is wanted, and goes once")
    func mail() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let store = try store()
        let verel = try follow(store, byMail: true)
        #expect(try raise(store, [(verel, source(0))]) == 1)
        #expect(try store.waitingForMail().isEmpty)
        let settings = DeliverySettings(
            pace: .daily, quiet: try QuietHours(from: 1_320, to: 420), zone: "Europe/Berlin",
            language: "zh")
        try store.set(settings, of: Self.anna)
        #expect(try store.settings(of: Self.anna) == settings)
        #expect(try raise(store, [(verel, source(1)), (verel, source(2))], at: 30) == 2)
        let waiting = try #require(try store.waitingForMail().first)
        #expect(waiting.count == 2 && waiting.oldest == 30 && waiting.settings == settings)
        let notices = try store.noticesToMail(to: Self.anna, limit: 10)
        #expect(notices.map(\.source) == [source(2), source(1)])
        // One that comes while the mail is written waits for the next.
        #expect(try raise(store, [(verel, source(3))], at: 40) == 1)
        try store.mailed(Self.anna, upTo: notices[0].number, at: 50)
        #expect(try store.waitingForMail().first?.count == 1)
        #expect(try store.waitingForMail().first?.mailedAt == 50)
        try store.set(DeliverySettings(), of: Self.anna)
        #expect(try store.waitingForMail().isEmpty)
        try store.remove(Self.anna)
        #expect(try store.subscribers().isEmpty)
    }
}
