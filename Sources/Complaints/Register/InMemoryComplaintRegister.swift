import AllianceNames
package import Statements
import Synchronization

/// A register without a disk, which folds everything it is shown each time it is asked: the twin of the one that a node
/// keeps, for tests and for what is small.
package final class InMemoryComplaintRegister: ComplaintRegister {
    /// A statement as a log has it.
    package struct Said: Sendable {
        package let entry: EntryReference
        package let said: ComplaintStatement
        package let time: EventTime

        package init(_ said: ComplaintStatement, at entry: EntryReference, time: EventTime) {
            self.entry = entry
            self.said = said
            self.time = time
        }
    }

    private struct State {
        var cases: [EntryReference: CaseEvents] = [:]
        /// Something was said or confirmed since it was noted last.
        var changed: Set<EntryReference> = []
        var judgements: [EntryReference: [Int: ListingJudgement]] = [:]
        var asked: [EntryReference: [String: (answer: ItemAnswer, tries: Int)]] = [:]
        var ledger = DeadlineLedger()
    }

    private let state = Mutex(State())
    private let parties: @Sendable () -> CaseParties
    private let read: @Sendable () throws -> [Said]

    /// - Parameters:
    ///   - parties: who is the platform now.
    ///   - read: all that the logs hold now; whoever was shown a statement is shown it again.
    package init(
        parties: @escaping @Sendable () -> CaseParties,
        read: @escaping @Sendable () throws -> [Said]
    ) {
        self.parties = parties
        self.read = read
    }

    @discardableResult
    package func catchUp() throws -> [EntryReference] {
        let read = try read()
        return state.withLock { state in
            var changed: Set<EntryReference> = []
            for item in read {
                for id in item.said.cases(at: item.entry) {
                    var events = state.cases[id] ?? CaseEvents(of: id)
                    let before = events.events[item.entry]
                    events.insert(item.said, at: item.entry, time: item.time)
                    if events.events[item.entry] != before { changed.insert(id) }
                    state.cases[id] = events
                }
            }
            state.changed.formUnion(changed)
            return changed.sorted()
        }
    }

    private func states() -> [CaseState] {
        let parties = parties()
        return state.withLock { $0.cases }.sorted { $0.key < $1.key }
            .compactMap { $0.value.reading(parties).state }
    }

    package func reading(of id: EntryReference) -> CaseReading? {
        let parties = parties()
        return state.withLock { $0.cases[id] }?.reading(parties)
    }

    // MARK: Lists

    package func page(_ query: ComplaintQuery) -> ComplaintPage {
        let found = states().map { ComplaintSummary($0) }.filter { query.includes($0) }
            .filter { summary in
                guard let listing = query.listing else { return true }
                return reading(of: summary.id)?.state?.complaint.listings.contains(listing) ?? false
            }
            .sorted { ($0.filedAt, $0.id) > ($1.filedAt, $1.id) }
            .filter { summary in
                query.after.map { (summary.filedAt, summary.id) < ($0.filedAt, $0.id) } ?? true
            }
        let page = Array(found.prefix(query.limit))
        return ComplaintPage(
            complaints: page,
            next: found.count > page.count
                ? page.last.map { ComplaintCursor(filedAt: $0.filedAt, id: $0.id) } : nil)
    }

    package func queue(_ query: ReviewQuery) -> [ReviewItem] {
        var found: [(urgency: ReviewUrgency, item: ReviewItem)] = []
        for state in states() where query.channels.contains(state.id.origin.channel) {
            guard query.complaint == nil || query.complaint == state.id else { continue }
            let noted = self.state.withLock { $0.judgements[state.id] ?? [:] }
            for listing in state.listings {
                let judgement = noted[listing.place]
                let kind: ReviewQuery.Kind =
                    listing.stage.awaitsDecision ? .decision : .objection
                guard query.kinds.isEmpty || query.kinds.contains(kind),
                    let urgency = ReviewUrgency(
                        of: listing, in: state, harm: judgement?.harm ?? 0, now: query.now)
                else { continue }
                if let person = query.notDecidedBy, listing.deciders.contains(person) { continue }
                found.append(
                    (
                        urgency,
                        ReviewItem(
                            complaint: state.id, place: listing.place, listing: listing.listing,
                            kind: kind, stage: listing.stage, reason: judgement?.review,
                            ground: state.complaint.ground, band: urgency.band, harm: urgency.harm,
                            due: urgency.due, seller: judgement?.capture?.seller)
                    ))
            }
        }
        let all = found.sorted { $0.urgency < $1.urgency }.map(\.item) + samples(query)
        return Array(all.prefix(query.limit))
    }

    /// What nobody has looked at since it was decided automatically and drawn.
    private func samples(_ query: ReviewQuery) -> [ReviewItem] {
        guard query.kinds.isEmpty || query.kinds.contains(.sample) else { return [] }
        return states().filter {
            query.channels.contains($0.id.origin.channel)
                && (query.complaint ?? $0.id) == $0.id
        }.flatMap { state in
            judgements(of: state.id).filter(\.isAuditSample).compactMap { judgement in
                let listing = state.listings[judgement.place]
                guard listing.awaitsSecondLook else { return nil }
                return ReviewItem(
                    complaint: state.id, place: listing.place, listing: listing.listing,
                    kind: .sample, stage: listing.stage, reason: nil,
                    ground: state.complaint.ground, band: .inTime, harm: judgement.harm, due: nil,
                    seller: judgement.capture?.seller)
            }
        }
    }

    package func mentions(of listing: Indicator, right key: String) -> [ListingMention] {
        states().filter { $0.complaint.right.key == key && $0.mendedBy == nil }.flatMap { state in
            state.listings.filter {
                $0.listing == listing && $0.stage != .returned && $0.stage != .withdrawn
                    && $0.stage != .refiled
            }.map { found in
                ListingMention(
                    id: state.id, place: found.place, stage: found.stage,
                    wasReinstated: found.steps.contains {
                        $0.transition == .reinstate || $0.transition == .overturnTakedown
                    })
            }
        }
    }

    package func decisions(of complainant: Complainant, since: UInt64) -> [DecidedListing] {
        states().flatMap(\.decidedListings).filter {
            $0.complainant == complainant && $0.decidedAt >= since
        }
    }

    // MARK: Judgements

    package func unjudged(limit: Int) -> [EntryReference] {
        let changed = state.withLock { $0.changed }
        return Array(
            states().filter { state in
                changed.contains(state.id) && state.listings.contains(where: \.stage.awaitsDecision)
            }.sorted { ($0.time, $0.id) < ($1.time, $1.id) }.prefix(limit).map(\.id))
    }

    package func note(_ judgements: [ListingJudgement], of id: EntryReference) {
        state.withLock { state in
            for judgement in judgements {
                state.judgements[id, default: [:]][judgement.place] = judgement
            }
            state.changed.remove(id)
        }
    }

    package func judgements(of id: EntryReference) -> [ListingJudgement] {
        state.withLock { $0.judgements[id] ?? [:] }.values.sorted { $0.place < $1.place }
    }

    package func dueItems(now: UInt64, limit: Int) -> [DueItem] {
        let asked = state.withLock { $0.asked }
        let due = states().filter(\.asksAboutItems).flatMap { state in
            state.namedItems.compactMap { named -> (at: UInt64, item: DueItem)? in
                let before = asked[state.id]?[named.elementString]
                guard before?.answer.isOpen ?? true else { return nil }
                let at = before.map { $0.answer.askedAt + RetryPause.after($0.tries) } ?? 0
                guard at <= now || at > now + RetryPause.longest else { return nil }
                return (
                    at,
                    DueItem(
                        complaint: state.id, elementString: named.elementString,
                        party: named.party)
                )
            }
        }
        return Array(
            due.sorted {
                ($0.at, $0.item.complaint, $0.item.elementString)
                    < ($1.at, $1.item.complaint, $1.item.elementString)
            }.prefix(limit).map(\.item))
    }

    package func keep(_ answers: [ItemAnswer], of id: EntryReference) {
        let named = Set(reading(of: id)?.state?.namedItems.map(\.elementString) ?? [])
        state.withLock { state in
            for answer in answers where named.contains(answer.elementString) {
                let tries = (state.asked[id]?[answer.elementString]?.tries ?? 0) + 1
                state.asked[id, default: [:]][answer.elementString] = (answer, tries)
            }
        }
    }

    package func itemAnswers(of id: EntryReference) -> [ItemAnswer] {
        state.withLock { $0.asked[id] ?? [:] }.values.map(\.answer).sorted {
            $0.elementString < $1.elementString
        }
    }

    // MARK: Orders, deadlines and figures

    package func dueOrders(now: UInt64, limit: Int) -> [OrderedListing] {
        let due = states().flatMap { state in
            state.dueOrders(now: now).map { order in
                OrderedListing(
                    complaint: state.id, listing: state.listings[order.place].listing, order: order)
            }
        }
        return Array(due.sorted { $0.order.time < $1.order.time }.prefix(limit))
    }

    package func fire(
        now: UInt64, limit: Int, _ act: ([Deadline]) throws -> Void
    ) throws -> UInt64? {
        let all = states().flatMap { $0.deadlines() }
        let before = state.withLock { $0.ledger }
        let due = all.filter { $0.time <= now && !before.fired.contains($0.id) }.sorted()
        let chosen = due.prefix(limit)
        if !chosen.isEmpty { try act(Array(chosen)) }
        return state.withLock { state in
            state.ledger = DeadlineLedger(fired: state.ledger.fired.union(chosen.map(\.id)))
            return all.filter { !state.ledger.fired.contains($0.id) }.map(\.time).min()
        }
    }

    package func figures(_ query: FigureQuery) -> [FigureKey: ComplaintFigures] {
        var fold = FigureFold(now: query.now)
        for state in states() where query.channels.contains(state.id.origin.channel) {
            guard let time = state.time.milliseconds, query.filed?.contains(time) ?? true else {
                continue
            }
            fold.add(state)
        }
        return fold.figures
    }
}

extension ComplaintSummary {
    /// - Parameter state: of a complaint that stands.
    package init(_ state: CaseState) {
        self.init(
            id: state.id, complainant: state.complainant, onBehalfOf: state.complaint.onBehalfOf,
            right: state.complaint.right.key, ground: state.complaint.ground, filedAt: state.time,
            stages: state.listings.reduce(into: [:]) { $0[$1.stage, default: 0] += 1 },
            due: state.listings.filter(\.stage.awaitsDecision)
                .compactMap {
                    state.clock(of: $0)?.time(afterRunning: CaseRules.decisionMilliseconds)
                }.min(),
            mends: state.complaint.mends, mendedBy: state.mendedBy)
    }
}

extension ComplaintQuery {
    /// But for where the page before ended, and the listing, which no summary has.
    package func includes(_ summary: ComplaintSummary) -> Bool {
        let isOpen = summary.stages.keys.contains { $0.awaitsDecision || $0.awaitsObjection }
        return channels.contains(summary.id.origin.channel)
            && (stages.isEmpty || !stages.isDisjoint(with: summary.stages.keys))
            && (self.isOpen ?? isOpen) == isOpen
            && (grounds.isEmpty || grounds.contains(summary.ground))
            && (complainant ?? summary.complainant) == summary.complainant
            && (right ?? summary.right) == summary.right
            && (filed.map { range in summary.filedAt.milliseconds.map(range.contains) ?? false }
                ?? true)
    }
}
