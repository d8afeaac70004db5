import AllianceNames
import Statements
package import TransparencyLog

/// Answers that may be used again, each for exactly the question that it was given to and only as long
/// as it says. It holds at most `answersMax`; the one that was put in first goes first.
package struct AnswerCache<Kept: Sendable>: Sendable {
    /// About 4 KiB each, so 40 MiB at most.
    package static var answersMax: Int { 10_000 }

    /// What a question must have in common with an earlier one to get its answer: all but nonce, time
    /// and deadline. Of a register that has changed since, nothing is used again.
    package struct Key: Hashable, Sendable {
        private let product: ProductCode
        private let rest: Digest

        package init(_ question: Question, roster: Digest) {
            product = question.product
            let parts = [
                question.asker.rawValue, question.isUnderRole ? "role" : "",
                question.seller.map { "\($0.type) \($0.value)" } ?? "",
                question.listing.map { "\($0.type) \($0.value)" } ?? "",
                question.place?.description ?? "", question.purpose ?? "", roster.base64,
            ]
            // None of them holds a newline (`BoundedText`).
            rest = Digest.sha256(Array(parts.joined(separator: "\n").utf8))
        }
    }

    private struct Entry {
        let kept: Kept
        let from: UInt64
        let until: UInt64
        let number: UInt64
    }

    private var entries: [Key: Entry] = [:]
    /// In the order in which they were put in; what was replaced since has another number.
    private var order: [(key: Key, number: UInt64)] = []
    private var head = 0
    private var next: UInt64 = 0

    package init() {}

    package var count: Int { entries.count }

    /// - Parameter now: milliseconds since 1970. A clock that went back finds nothing.
    package mutating func find(_ key: Key, at now: UInt64) -> Kept? {
        guard let entry = entries[key] else { return nil }
        guard now >= entry.from, now < entry.until else {
            entries[key] = nil
            return nil
        }
        return entry.kept
    }

    /// - Parameter seconds: as the answer says; 0 keeps nothing.
    package mutating func keep(_ kept: Kept, as key: Key, seconds: Int, at now: UInt64) {
        guard seconds > 0 else { return }
        let milliseconds = UInt64(min(seconds, Answer.keepSecondsMax)) * 1_000
        entries[key] = Entry(
            kept: kept, from: now, until: now.addingReportingOverflow(milliseconds).partialValue,
            number: next)
        order.append((key, next))
        next += 1
        while entries.count > Self.answersMax || order.count - head > 2 * Self.answersMax {
            dropFirst()
        }
        // Each place is moved once for each that was dropped.
        if head > Self.answersMax {
            order.removeFirst(head)
            head = 0
        }
    }

    private mutating func dropFirst() {
        let (key, number) = order[head]
        head += 1
        if entries[key]?.number == number { entries[key] = nil }
    }
}
