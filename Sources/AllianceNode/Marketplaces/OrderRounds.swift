package import AllianceNames
package import Complaints
package import NodeAPI
package import SQLiteStore
import Statements
import Synchronization
package import TransparencyLog

/// Brings orders to marketplaces, and what they answer into the complaints' logs: one round after the other.
///
/// An order is in the outbox before a marketplace hears of it, and goes out by the same id each time. Before it goes
/// out, and before its outcome is signed, the complaint is read again: what is held waits, what was overtaken is
/// dropped, and what was said already is not said twice.
package final class OrderRounds: Sendable {
    /// Orders that are taken up in one round beside those that are known.
    static let newMax = 500
    static let ofEachMax = 100
    static let atOnceMax = 8
    /// At each marketplace in one round, but for the call at hand.
    static let timeOfEach = Duration.seconds(30)
    /// Before something that could not be signed is tried again, in milliseconds.
    static let sayingPause: UInt64 = 10_000
    /// Before what is held is looked at again, in milliseconds: somebody may have shortened the hold.
    static let holdPause: UInt64 = 600_000
    /// Before measures are looked through again, in milliseconds: all that were ever taken are read.
    static let measurePause: UInt64 = 60_000

    private let member: MemberID
    private let register: any ComplaintRegister
    private let marketplaces: MarketplaceSet
    private let outbox: SQLiteOrderOutbox
    private let signing: any ReportSigning
    private let calls: BlockingCalls
    /// Milliseconds since 1970.
    private let now: @Sendable () -> UInt64
    private let erased: @Sendable () throws -> [LogOrigin: EntryRanges]
    private let measuresSeenAt = Mutex<UInt64?>(nil)
    private let circuits = Mutex<[String: MarketplaceCircuit]>([:])

    /// - Parameter erased: what certificates erase of each log.
    package init(
        of member: MemberID, register: any ComplaintRegister, marketplaces: MarketplaceSet,
        outbox: SQLiteOrderOutbox,
        signing: any ReportSigning, calls: BlockingCalls, now: @escaping @Sendable () -> UInt64,
        erased: @escaping @Sendable () throws -> [LogOrigin: EntryRanges]
    ) {
        self.member = member
        self.register = register
        self.marketplaces = marketplaces
        self.outbox = outbox
        self.signing = signing
        self.calls = calls
        self.now = now
        self.erased = erased
    }

    package func round() async throws {
        try await takeUp()
        // What was answered before this round goes first: no marketplace is waited for.
        let failure = try await say()
        let names = try await calls.run { [self] in try outbox.marketplaces(at: now()) }
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            for (place, name) in names.enumerated() {
                if place >= Self.atOnceMax { _ = try await tasks.next() }
                tasks.addTask { [self] in
                    try await handOver(at: name)
                    try await lookForAnswers(at: name)
                }
            }
            try await tasks.waitForAll()
        }
        if let failure = try await say() ?? failure { throw failure }
    }

    package func clean() async throws {
        try await calls.run { [self] in try outbox.removeOld(at: now()) }
    }

    /// Has one tried again that a person was told of.
    /// - Returns: false where there is none, or it was overtaken.
    package func tryAgain(_ id: String) async throws -> Bool {
        try await calls.run { [self] in
            guard let order = try outbox.order(id), order.state == .escalated else { return false }
            return try outbox.note(.orderedAgain, of: id, at: now())?.state == .waiting
        }
    }

    // MARK: Taking up

    private func takeUp() async throws {
        try await calls.run { [self] in
            let now = now()
            try outbox.bringForward(beyond: Self.holdPause, at: now)
            let counts = try outbox.counts()
            // Those that a person sees to stay due, and must not stand before new ones.
            let known = counts.filter { $0.key != .confirmed }.values.reduce(0, +)
            let due = try register.dueOrders(now: now, limit: known + Self.newMax)
            let missing = try outbox.missing(due.map(\.order.id))
            let new = try due.filter { missing.contains($0.order.id) }.map { ordered in
                let reading = try register.reading(of: ordered.complaint)
                return (ordered, reading?.reasons(of: ordered.order) ?? [])
            }
            try outbox.enqueue(new, at: now, erased: erased)
            try takeUpMeasures(at: now)
        }
    }

    /// What is done about sellers, at those marketplaces that are set up here.
    private func takeUpMeasures(at now: UInt64) throws {
        // A clock that was set back holds up nothing.
        let isEarly = measuresSeenAt.withLock { seen in
            seen.map { now >= $0 && now - $0 < Self.measurePause } ?? false
        }
        guard !isEarly else { return }
        var due: [(ordered: OrderedListing, reasons: [String])] = []
        for measure in try register.measures(against: nil) {
            guard let ordered = measure.order(by: member),
                marketplaces.entry(for: ordered.listing.marketplaceAndID.marketplace) != nil,
                measure.standing(of: ordered, by: member, at: now) == .due
            else { continue }
            due.append((ordered, measure.reasons))
        }
        let missing = try outbox.missing(due.map(\.ordered.order.id))
        try outbox.enqueue(
            due.filter { missing.contains($0.ordered.order.id) }, at: now, erased: erased)
        measuresSeenAt.withLock { $0 = now }
    }

    private func standing(of order: OutboxOrder, at now: UInt64) throws -> OrderStanding {
        let ordered = order.ordered
        if order.isOfMeasure {
            return try register.measures(against: .seller(ordered.listing))
                .first { $0.id == ordered.complaint }?
                .standing(of: ordered, by: member, at: now) ?? .overtaken
        }
        return try register.reading(of: ordered.complaint)?.standing(of: ordered, at: now)
            ?? .overtaken
    }

    // MARK: Handing over

    private func handOver(at marketplace: String) async throws {
        let end = ContinuousClock.now + Self.timeOfEach
        let due = try await calls.run { [self] in
            try outbox.due(.waiting, of: marketplace, at: now(), limit: Self.ofEachMax)
        }
        for order in due {
            guard ContinuousClock.now < end else { return }
            guard try await isToBeDone(order) else { continue }
            let allowed = circuits.withLock {
                $0[marketplace, default: .init()].allowance(of: 1, at: now())
            }
            guard allowed > 0 else {
                try await leave(order, at: marketplace)
                continue
            }
            try await attempt(order, at: marketplace)
        }
    }

    /// By its complaint as it stands now; what is not to be done is noted.
    private func isToBeDone(_ order: OutboxOrder) async throws -> Bool {
        try await calls.run { [self] in
            let now = now()
            switch try standing(of: order, at: now) {
            case .due, .escalated: break
            case .waits(let until):
                try outbox.note(
                    .postponed(until: min(until, now + Self.holdPause)), of: order.id, at: now)
                return false
            case .overtaken:
                try outbox.note(.overtaken, of: order.id, at: now)
                return false
            case .confirmed:
                try outbox.note(.answered(.done(reference: "")), of: order.id, at: now)
                try outbox.note(.said, of: order.id, at: now)
                return false
            }
            guard order.state == .waiting, case .restore = order.ordered.order.action,
                let other = try outbox.takedown(
                    of: order.ordered.listing, besides: order.ordered.complaint, at: now)
            else { return true }
            // What one complaint gives back another may still hold down: that is for a person.
            try outbox.note(
                .givenUp(
                    "The listing is also taken down in complaint \(other.ordered.complaint); it is not put back before that ends."
                ), of: order.id, at: now)
            return false
        }
    }

    private func schedule(of marketplace: String) -> OrderSchedule {
        marketplaces.entry(for: marketplace)?.schedule ?? OrderSchedule()
    }

    private func attempt(_ order: OutboxOrder, at marketplace: String) async throws {
        let event: OutboxOrder.Event
        do throws(MarketplaceError) {
            let answer = try await marketplaces.carryOut(order.ordered, reasons: order.reasons)
            circuits.withLock { $0[marketplace] = nil }
            event = .answered(answer)
        } catch {
            // That the node stops is no failure of the marketplace.
            try Task.checkCancellation()
            event = failure(of: order, at: marketplace, error)
        }
        try await note(event, of: order)
    }

    private func note(_ event: OutboxOrder.Event, of order: OutboxOrder) async throws {
        try await calls.run { [self] in _ = try outbox.note(event, of: order.id, at: now()) }
    }

    private func failure(
        of order: OutboxOrder, at marketplace: String, _ error: MarketplaceError
    ) -> OutboxOrder.Event {
        let now = now()
        guard error.isPassing else { return .givenUp("\(error)") }
        circuits.withLock { $0[marketplace, default: .init()].failed(at: now) }
        let schedule = schedule(of: marketplace)
        if schedule.isGivenUp(since: order.since, at: now) { return .givenUp("\(error)") }
        return .failed("\(error)", next: schedule.next(after: order.attempts + 1, at: now))
    }

    /// One that is not tried while its marketplace is left alone is told to a person in time all the same.
    private func leave(_ order: OutboxOrder, at marketplace: String) async throws {
        guard schedule(of: marketplace).isGivenUp(since: order.since, at: now()) else { return }
        try await note(.givenUp(OrderFailure.silent.words), of: order)
    }

    // MARK: Answers

    private func lookForAnswers(at marketplace: String) async throws {
        let end = ContinuousClock.now + Self.timeOfEach
        let taken = try await calls.run { [self] in
            try outbox.due(.taken, of: marketplace, at: now(), limit: Self.ofEachMax)
        }
        let schedule = schedule(of: marketplace)
        for order in taken {
            guard ContinuousClock.now < end else { return }
            guard try await isToBeDone(order) else { continue }
            var event: OutboxOrder.Event
            do throws(MarketplaceError) {
                let answer = try await marketplaces.answer(
                    to: order.ordered.order, of: order.ordered.listing)
                event =
                    answer.map { .answered($0) }
                    ?? .postponed(until: now() + schedule.answerPauseMilliseconds)
            } catch {
                try Task.checkCancellation()
                event = .failed("\(error)", next: now() + schedule.answerPauseMilliseconds)
            }
            if case .answered = event {
            } else if schedule.isGivenUp(since: order.since, at: now()) {
                event = .givenUp(
                    order.lastFailure ?? OrderFailure.unanswered.words)
            }
            try await note(event, of: order)
        }
    }

    // MARK: Saying

    /// Signs what came of orders. One that cannot be signed holds up no other, nor what is to be handed over.
    /// - Returns: why the first that could not be signed was not.
    private func say() async throws -> (any Error)? {
        let answered = try await calls.run { [self] in
            let answered = try outbox.toSay(at: now(), limit: Self.newMax)
            // What this node signed before it stopped is in the reading then.
            if !answered.isEmpty { try register.catchUp() }
            return answered
        }
        var failure: (any Error)?
        for order in answered {
            do {
                try await say(order)
            } catch is CancellationError {
                throw CancellationError()
            } catch {
                failure = failure ?? error
                try await note(.postponed(until: now() + Self.sayingPause), of: order)
            }
        }
        return failure
    }

    private func say(_ order: OutboxOrder) async throws {
        guard let result = order.result, try await isStillToSay(order, result) else { return }
        // The measure stands in the log already; what its marketplace says to it is in the outbox.
        guard !order.isOfMeasure else { return try await note(.said, of: order) }
        let ordered = order.ordered
        let outcome = ComplaintOutcome(
            of: ordered.complaint, listings: [ordered.order.place], kind: result.kind,
            order: ordered.order.entry, reference: result.reference, text: result.text)
        let name = "\(order.id) \(result.kind.name)"
        let digest = Digest.sha256(Array(name.utf8))
        let signed = try await signing.sign(
            in: ordered.complaint.origin.channel,
            for: KeyedRequest(caller: "marketplaces", key: digest.hex, fingerprint: digest)
        ) { [.complaint(.outcome(outcome))] }
        switch signed {
        case .signed, .nothing: try await note(.said, of: order)
        case .keyInUse, .tooManyKeys, .keyUsedOtherwise:
            throw OrderRoundsError.notSigned(order: order.id)
        }
    }

    private func isStillToSay(
        _ order: OutboxOrder, _ result: OutboxOrder.Result
    ) async throws -> Bool {
        try await calls.run { [self] in
            let now = now()
            switch try standing(of: order, at: now) {
            case .due, .waits: return true
            case .overtaken:
                try outbox.note(.overtaken, of: order.id, at: now)
            case .escalated:
                guard result.kind == .escalated else { return true }
                try outbox.note(.said, of: order.id, at: now)
            case .confirmed:
                if result.kind == .escalated {
                    try outbox.note(.answered(.done(reference: "")), of: order.id, at: now)
                }
                try outbox.note(.said, of: order.id, at: now)
            }
            return false
        }
    }
}

package enum OrderRoundsError: Error, Equatable, CustomStringConvertible {
    /// Requests with a key are too many, or this one is being signed.
    case notSigned(order: String)

    package var description: String {
        switch self {
        case .notSigned(let order):
            "what came of order \(order) could not be signed now, and is tried again"
        }
    }

    package var keyword: String { "order-not-signed" }
}
