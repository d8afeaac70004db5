package import Statements

/// An order on its way to a marketplace, and how far it has come: a value, so that what becomes of it is the same
/// whoever keeps it.
package struct OutboxOrder: Equatable, Sendable {
    package enum State: String, CaseIterable, Sendable {
        /// Still to be handed over.
        case waiting
        /// The marketplace has it, and its answer is awaited.
        case taken
        /// What came of it is known, and still to be said in the complaint's course.
        case answered
        case confirmed
        /// A person sees to it; the marketplace may still do it.
        case escalated
        /// Overtaken by a newer order of the same complaint before it was done.
        case dropped
    }

    /// What is to be said of it, or was.
    package struct Result: Hashable, Sendable {
        package var kind: ComplaintOutcome.Kind
        /// The marketplace's own number for it.
        package var reference: String
        package var text: String

        package init(kind: ComplaintOutcome.Kind, reference: String = "", text: String = "") {
            self.kind = kind
            self.reference = reference
            self.text = text
        }
    }

    package enum Event: Equatable, Sendable {
        case answered(OrderAnswer)
        case failed(String, next: UInt64)
        /// No attempt was made.
        case postponed(until: UInt64)
        /// No further attempt is made by itself.
        case givenUp(String)
        /// What came of it stands in the log.
        case said
        case overtaken
        /// It is ordered, though it was overtaken or somebody sees to it.
        case orderedAgain
    }

    /// Of what a marketplace says.
    package static let referenceBytesMax = 256
    package static let textBytesMax = 1_024

    package var ordered: OrderedListing
    package var reasons: [String]
    package var state: State
    /// Made so far.
    package var attempts: Int
    /// Milliseconds since 1970, as all times here: when it is looked at next.
    package var nextAt: UInt64
    /// Since when it is to be done.
    package var since: UInt64
    package var result: Result?
    /// Why the last attempt came to nothing.
    package var lastFailure: String?

    package init(
        _ ordered: OrderedListing, reasons: [String], state: State = .waiting, attempts: Int = 0,
        nextAt: UInt64, since: UInt64, result: Result? = nil, lastFailure: String? = nil
    ) {
        self.ordered = ordered
        self.reasons = reasons
        self.state = state
        self.attempts = attempts
        self.nextAt = nextAt
        self.since = since
        self.result = result
        self.lastFailure = lastFailure
    }

    package var id: String { ordered.order.id }

    /// What says that it is done.
    package var confirmation: ComplaintOutcome.Kind {
        switch ordered.order.action {
        case .takeDown, .measure: .takenDown
        case .restore, .endMeasure: .restored
        }
    }

    /// Whether it carries out a measure, so that no complaint has it.
    package var isOfMeasure: Bool { ordered.order.isOfMeasure }

    /// Whether the marketplace is still to do it, or to say so.
    package var isOpen: Bool { state == .waiting || state == .taken || state == .answered }

    /// - Returns: whether anything changed.
    @discardableResult
    package mutating func handle(_ event: Event, at now: UInt64) -> Bool {
        let before = self
        switch event {
        case .answered(let answer): take(answer, at: now)
        case .failed(let reason, let next):
            guard state == .waiting || state == .taken else { break }
            attempts += 1
            nextAt = next
            lastFailure = Self.cut(reason, to: Self.textBytesMax)
        case .postponed(let until):
            guard isOpen else { break }
            nextAt = until
            // Nobody is late with what must not be done yet.
            if state == .waiting { since = max(since, until) }
        case .givenUp(let reason):
            guard state == .waiting || state == .taken else { break }
            escalate(reason, at: now)
        case .said:
            guard state == .answered, let result else { break }
            state = result.kind == confirmation ? .confirmed : .escalated
        case .overtaken:
            guard state != .confirmed else { break }
            state = .dropped
            result = nil
        case .orderedAgain:
            guard state == .dropped || state == .confirmed || state == .escalated else { break }
            (state, attempts, nextAt, since) = (.waiting, 0, now, now)
            (result, lastFailure) = (nil, nil)
        }
        return self != before
    }

    private mutating func take(_ answer: OrderAnswer, at now: UInt64) {
        // What is done is done, and what nobody wants any more is nobody's answer.
        guard state != .confirmed, state != .dropped, result?.kind != confirmation else { return }
        switch answer {
        case .done(let reference):
            state = .answered
            nextAt = now
            result = Result(
                kind: confirmation, reference: Self.cut(reference, to: Self.referenceBytesMax))
        case .taken:
            guard state == .waiting else { return }
            attempts += 1
            state = .taken
            nextAt = now
            lastFailure = nil
        case .refused(let reason):
            guard state == .waiting || state == .taken else { return }
            attempts += 1
            escalate(reason, at: now)
        }
    }

    private mutating func escalate(_ reason: String, at now: UInt64) {
        state = .answered
        nextAt = now
        result = Result(kind: .escalated, text: Self.cut(reason, to: Self.textBytesMax))
        lastFailure = result?.text
    }

    private static func cut(_ text: String, to bytesMax: Int) -> String {
        guard text.utf8.count > bytesMax else { return text }
        var cut = ""
        var count = 0
        for character in text {
            count += character.utf8.count
            if count > bytesMax { break }
            cut.append(character)
        }
        return cut
    }
}
