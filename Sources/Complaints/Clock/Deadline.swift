import TransparencyLog

/// A time at which something has to be done, or is over.
package struct Deadline: Hashable, Comparable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        /// The clock has run for 18 hours: it moves up in the queue.
        case decisionWarning = "decision-warning"
        /// 22 hours: whoever leads the shift is told.
        case decisionEscalation = "decision-escalation"
        case decisionDue = "decision-due"
        case evidenceDue = "evidence-due"
        case pauseEnds = "pause-ends"
        case objectionEscalation = "objection-escalation"
        case objectionDue = "objection-due"
        /// From then on the decision stands.
        case objectionWindowEnds = "objection-window-ends"
        case holdEnds = "hold-ends"
        /// The marketplace has not answered.
        case orderUnconfirmed = "order-unconfirmed"
        case customsEscalation = "customs-escalation"
        case customsDue = "customs-due"
    }

    /// The same wherever and whenever it is computed from the same statements, so that what has fired is
    /// known after a restart. Made of the kind and of the statements that the deadline comes from, not
    /// of its time: a cosignature that arrives late and moves it by a second makes no second one.
    package let id: String
    package let kind: Kind
    /// A complaint, or a detention.
    package let subject: String
    /// The listings that it is about; none for the whole.
    package var places: [Int]
    /// Milliseconds since 1970.
    package let time: UInt64

    package init(
        _ kind: Kind, subject: String, causes: [String], places: [Int] = [], time: UInt64
    ) {
        let text = ([kind.rawValue, subject] + causes).joined(separator: "\n")
        id = kind.rawValue + "-" + String(Digest.sha256(Array(text.utf8)).hex.prefix(32))
        self.kind = kind
        self.subject = subject
        self.places = places
        self.time = time
    }

    /// As it was kept under its id.
    package init(kept id: String, _ kind: Kind, subject: String, places: [Int], time: UInt64) {
        self.id = id
        self.kind = kind
        self.subject = subject
        self.places = places
        self.time = time
    }

    package static func < (left: Self, right: Self) -> Bool {
        (left.time, left.id) < (right.time, right.id)
    }
}
