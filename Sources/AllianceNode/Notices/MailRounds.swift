import AuditTrail
import NodeAPI
import Notices
import Roster
import SQLiteStore
import SignIn
import Synchronization

/// Sends mail that is due, through the system's `sendmail`.
final class MailRounds: Sendable {
    /// From a mail that the program did not take to the next attempt, in milliseconds.
    static let pause: UInt64 = 300_000

    private let desk: NoticeDesk
    private let mail: NoticeServices.Mail
    private let origin: String?
    private let audit: any AuditRecording
    /// The program may take its time, and nothing else waits for it.
    private let submitting = BlockingCalls.serial(label: "notices.mail")
    /// Until when nothing is tried for somebody.
    private let waiting = Mutex<[Subscriber: UInt64]>([:])

    /// - Parameter origin: of the desk, for the link.
    init(
        desk: NoticeDesk, mail: NoticeServices.Mail, origin: String?, audit: any AuditRecording
    ) {
        self.desk = desk
        self.mail = mail
        self.origin = origin
        self.audit = audit
    }

    /// - Throws: the last failure, when all have had their turn.
    func run() async throws {
        let now = desk.node.clock.now()
        let all = try await desk.calls.run { [desk] in try desk.store.waitingForMail() }
        var failure: (any Error)?
        for person in all {
            let due = person.settings.mailDue(
                oldest: person.oldest, last: person.mailedAt, at: now,
                TimeZones.offset(person.settings.zone))
            guard let due, due <= now,
                let address = desk.readers.mailAddress(of: person.subscriber),
                waiting.withLock({ $0[person.subscriber] ?? 0 }) <= now
            else { continue }
            let isAgain = waiting.withLock { $0[person.subscriber] != nil }
            if isAgain { desk.deliveries.change(.mail) { $0.retries += 1 } }
            do {
                try await send(person, to: address, at: now)
                waiting.withLock { $0[person.subscriber] = nil }
            } catch {
                waiting.withLock { $0[person.subscriber] = now + Self.pause }
                desk.deliveries.change(.mail) { $0.failures += 1 }
                failure = error
            }
        }
        if let failure { throw failure }
    }

    private func send(_ person: WaitingMail, to address: MailAddress, at now: UInt64) async throws {
        let subscriber = person.subscriber
        guard let asker = desk.readers.asker(of: subscriber) else { return }
        let shown = try await desk.calls.run { [desk] in
            let notices = try desk.store.noticesToMail(
                to: subscriber, limit: NoticeMailText.linesMax)
            return try desk.shown(notices, of: subscriber, as: asker)
        }
        guard let newest = shown.first?.notice.number, let oldest = shown.last?.notice.number
        else { return }
        let names = Dictionary(
            desk.node.roster.roster.members.map { ($0.id, $0.name) }
        ) { first, _ in first }
        let told = shown.map { notice in
            desk.maySend(notice, to: asker)
                ? notice : ShownNotice(notice: notice.notice, content: .gone, topic: nil)
        }
        let text = NoticeMailText(
            told, count: max(person.count, told.count), names: names, origin: origin,
            language: person.settings.language)
        let message = MailMessage(
            from: mail.from, to: address, subject: text.subject, body: text.body, date: now,
            id: "notices-\(oldest)-\(newest)", language: person.settings.language)
        // Nothing leaves that cannot be recorded.
        try await audit.record(
            AuditRecord(
                who: .node, action: .use,
                details: [
                    .mail: subscriber.description, .message: message.id,
                    .notices: String(told.count),
                ]))
        try await submitting.run { [mail] in
            try Sendmail(program: mail.program).submit(message.bytes)
        }
        try await desk.calls.run { [desk] in
            try desk.store.mailed(subscriber, upTo: newest, at: now)
        }
        desk.deliveries.change(.mail) { $0.delivered += UInt64(max(person.count, told.count)) }
    }
}
