/// Something that runs out, or that waits too long.
package struct NoticeClock: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        /// This node's certificate ends.
        case certificate
        /// The member register ends.
        case register
        /// Nothing was heard of a member.
        case peerSilent = "peer-silent"
        /// Somebody's draft waits to be decided on.
        case secondLook = "second-look"
        /// A task of a case is due.
        case caseTask = "case-task"
        /// A question to this house waits for its answer.
        case inquiry
        /// A member is to be called again.
        case memberContact = "member-contact"
        /// A right of this member ends.
        case rightEnds = "right-ends"
        /// A listing of a complaint is to be decided by a person.
        case complaintDeadline = "complaint-deadline"

        /// Whether it is told of before its time, or when so much of it has passed.
        package var isBefore: Bool {
            switch self {
            case .certificate, .register, .caseTask, .complaintDeadline, .memberContact,
                .rightEnds:
                true
            case .peerSilent, .secondLook, .inquiry: false
            }
        }

        /// What only persons have.
        package var isOfPersons: Bool {
            switch self {
            case .secondLook, .caseTask, .inquiry, .memberContact: true
            case .certificate, .register, .peerSilent, .rightEnds, .complaintDeadline: false
            }
        }
    }

    package static let hours = 1...8_760

    package let kind: Kind
    /// How long before it is told of, or after how long.
    package let hours: Int

    /// - Throws: `NoticeError.hours`.
    package init(_ kind: Kind, hours: Int) throws(NoticeError) {
        guard Self.hours.contains(hours) else { throw .hours }
        self.kind = kind
        self.hours = hours
    }

    /// - Parameter now: milliseconds since 1970, as in the reading.
    package func isDue(_ reading: ClockReading, at now: UInt64) -> Bool {
        let span = UInt64(hours) * 3_600_000
        return kind.isBefore
            ? reading.at <= now || reading.at - now <= span
            : now >= reading.at && now - reading.at >= span
    }
}

/// What a clock of the node shows.
package struct ClockReading: Hashable, Sendable {
    package let kind: NoticeClock.Kind
    /// What runs out or waits: a member, a draft, `case/task`, a complaint, an inquiry, a right; empty where there is
    /// one only. Without spaces (`NoticeSource`).
    package let subject: String
    /// When it is due, or since when it waits. With another time it is another notice.
    package let at: UInt64

    package init(_ kind: NoticeClock.Kind, subject: String = "", at: UInt64) {
        self.kind = kind
        self.subject = subject
        self.at = at
    }
}
