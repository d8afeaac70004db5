package import AllianceNames
package import SignIn

/// A question that somebody has to answer in time: of this house's own people to its desk, of this member to
/// another one ("is this yours?"), or of another member to this one. What was said and done stands beside it, one
/// entry a revision (`InquiryEntry`).
///
///             answer                close
///     open ─────────────> answered ───────> closed
///       ^ └──────────────── close ───────────^ │
///       └──────────── ask further ─────────────┘
package struct Inquiry: Hashable, Sendable {
    package enum Side: String, CaseIterable, Sendable {
        /// Asked and answered in this house.
        case desk
        /// This member asks another, which answers by letter.
        case ours
        /// Another member asks by letter.
        case theirs
    }

    package enum State: String, CaseIterable, Sendable {
        case open, answered, closed
    }

    /// Whether another member's node has what was said last.
    package enum Delivery: String, CaseIterable, Sendable {
        /// Nothing goes anywhere.
        case none
        case underWay = "under-way"
        case arrived
        /// Something of it never will; the entries say what.
        case failed
    }

    package let id: CaseworkID
    package let side: Side
    /// Who asks or is asked; nil for a question to one's own desk.
    package let partner: MemberID?
    package let subject: String
    package let about: InquirySubject?
    /// Of this house; nil where another member asks.
    package let askedBy: PersonID?
    package let createdAt: UInt64
    package var state: State
    package var assignee: PersonID?
    /// Who keeps a complex one together until it is over.
    package var manager: PersonID?
    /// Since when the question that is open waits; nil where none is.
    package var waitingSince: UInt64?
    package var firstAnswerAt: UInt64?
    /// When the open question was found too late.
    package var escalatedAt: UInt64?
    package var delivery: Delivery
    /// By the contact log: when to call again.
    package var nextContactAt: UInt64?
    package var revision: UInt64
    package var changedAt: UInt64

    /// As it begins.
    /// - Throws: `CaseworkError.text`; `.inquiryMember` for no partner, or one too many.
    package init(
        id: CaseworkID, side: Side, partner: MemberID?, subject: String, about: InquirySubject?,
        askedBy: PersonID?, createdAt: UInt64
    ) throws(CaseworkError) {
        guard (side == .desk) == (partner == nil) else { throw .inquiryMember(partner) }
        try VisibleText.check(
            subject, "subject", charactersMax: InquiryLimits.subjectCharactersMax)
        self.init(
            keptAs: id, side: side, partner: partner, subject: subject, about: about,
            askedBy: askedBy, createdAt: createdAt)
    }

    /// As it was kept.
    package init(
        keptAs id: CaseworkID, side: Side, partner: MemberID?, subject: String,
        about: InquirySubject?, askedBy: PersonID?, createdAt: UInt64
    ) {
        self.id = id
        self.side = side
        self.partner = partner
        self.subject = subject
        self.about = about
        self.askedBy = askedBy
        self.createdAt = createdAt
        state = .open
        waitingSince = createdAt
        delivery = side == .ours ? .underWay : .none
        revision = 1
        changedAt = createdAt
    }

    /// Whether this house is to answer it.
    package var isToAnswerHere: Bool { side != .ours }

    // MARK: What this house's people do

    /// - Returns: the entry that says so.
    package mutating func answer(
        _ answer: InquiryAnswer, by colleague: Colleague, at now: UInt64
    ) throws(CaseworkError) -> InquiryEntry {
        try check(colleague)
        guard isToAnswerHere else { throw .inquirySide }
        // An answer to another member is said in this one's name.
        if side == .theirs { try colleague.check(.report) }
        guard state != .closed else { throw .inquiryState(state) }
        try answer.check()
        take(answer, at: now)
        if side == .theirs { delivery = .underWay }
        return next(.answered(answer), by: .person(colleague.id), at: now)
    }

    /// The clock begins anew; what was closed is open again.
    package mutating func askFurther(
        _ text: String, by colleague: Colleague, at now: UInt64
    ) throws(CaseworkError) -> InquiryEntry {
        try check(colleague)
        guard side != .theirs else { throw .inquirySide }
        if side == .ours { try colleague.check(.report) }
        try InquiryLimits.check(text)
        reopen(at: now)
        if side == .ours { delivery = .underWay }
        return next(.further(text), by: .person(colleague.id), at: now)
    }

    package mutating func assign(
        to person: PersonID?, by colleague: Colleague, at now: UInt64
    ) throws(CaseworkError) -> InquiryEntry {
        try checkOpen(colleague)
        assignee = person
        return next(.assigned(person), by: .person(colleague.id), at: now)
    }

    /// Gives a complex one a case manager, or takes that one from it.
    package mutating func manage(
        by person: PersonID?, said colleague: Colleague, at now: UInt64
    ) throws(CaseworkError) -> InquiryEntry {
        try checkOpen(colleague)
        manager = person
        return next(.managed(person), by: .person(colleague.id), at: now)
    }

    package mutating func note(
        _ text: String, by colleague: Colleague, at now: UInt64
    ) throws(CaseworkError) -> InquiryEntry {
        try checkOpen(colleague)
        try InquiryLimits.check(text)
        return next(.note(text), by: .person(colleague.id), at: now)
    }

    /// Somebody was called or written to; `due` is when to do so again.
    package mutating func contact(
        with whom: String, _ text: String, next due: UInt64?, by colleague: Colleague,
        at now: UInt64
    ) throws(CaseworkError) -> InquiryEntry {
        try checkOpen(colleague)
        try VisibleText.check(whom, "with", charactersMax: InquiryLimits.nameCharactersMax)
        try InquiryLimits.check(text)
        try InquiryLimits.check(due: due)
        nextContactAt = due
        return next(.contact(with: whom, text, next: due), by: .person(colleague.id), at: now)
    }

    /// With the end of a shift: whoever comes next has it.
    package mutating func handOver(
        to person: PersonID, by colleague: Colleague, at now: UInt64
    ) throws(CaseworkError) -> InquiryEntry {
        try checkOpen(colleague)
        assignee = person
        return next(.handedOver(to: person), by: .person(colleague.id), at: now)
    }

    /// Who asked may close it at any time; what another member asks is answered first.
    package mutating func close(
        by colleague: Colleague, at now: UInt64
    ) throws(CaseworkError) -> InquiryEntry {
        try checkOpen(colleague)
        if side == .theirs, state != .answered { throw .inquiryState(state) }
        if side == .ours {
            try colleague.check(.report)
            delivery = .underWay
        }
        end()
        return next(.closed, by: .person(colleague.id), at: now)
    }

    // MARK: What another member says

    /// - Parameter remote: the number that it has there; the same number says the same.
    package mutating func take(
        _ said: InquiryLetter.Said, remote: UInt64, from member: MemberID, at now: UInt64
    ) throws(CaseworkError) -> InquiryEntry {
        guard partner == member else { throw .notThere }
        guard revision < UInt64(InquiryLimits.remoteEntriesMax) || isEnded(by: said) else {
            throw .inquiryFull
        }
        let body: InquiryEntry.Body
        switch said {
        case .answer(let answer):
            guard side == .ours else { throw .inquirySide }
            take(answer, at: now)
            body = .answered(answer)
        case .further(let text):
            guard side == .theirs else { throw .inquirySide }
            reopen(at: now)
            body = .further(text)
        case .closed:
            guard side == .theirs else { throw .inquirySide }
            end()
            body = .closed
        case .photo(let photo):
            guard side == .theirs else { throw .inquirySide }
            body = .photo(photo)
        }
        return next(body, by: .member(member), at: now, remote: remote)
    }

    /// Whether what waits waits no more, which there is always room for.
    private func isEnded(by said: InquiryLetter.Said) -> Bool {
        switch said {
        case .answer: side == .ours && state == .open
        case .closed: side == .theirs && state != .closed
        case .further, .photo: false
        }
    }

    // MARK: What the node does

    /// Once for each question that waits too long here; nil where there is nothing to escalate.
    package mutating func escalate(_ rules: InquiryRules, at now: UInt64) -> InquiryEntry? {
        guard isToAnswerHere, escalatedAt == nil, rules.standing(of: self, at: now) == .late else {
            return nil
        }
        escalatedAt = now
        return next(.escalated, by: .node, at: now)
    }

    /// Something never reached the other member.
    package mutating func fail(_ why: LetterFailure, at now: UInt64) -> InquiryEntry {
        delivery = .failed
        return next(.undelivered(why), by: .node, at: now)
    }

    package mutating func arrive() {
        if delivery == .underWay { delivery = .arrived }
    }

    // MARK: Parts of these

    private mutating func take(_ answer: InquiryAnswer, at now: UInt64) {
        // A late answer does not open what was closed.
        if state != .closed { state = .answered }
        waitingSince = nil
        if firstAnswerAt == nil { firstAnswerAt = max(now, createdAt) }
    }

    private mutating func reopen(at now: UInt64) {
        // What waits already waits from then on.
        if state != .open || waitingSince == nil { (waitingSince, escalatedAt) = (now, nil) }
        state = .open
    }

    private mutating func end() {
        state = .closed
        waitingSince = nil
        nextContactAt = nil
    }

    private mutating func next(
        _ body: InquiryEntry.Body, by author: InquiryEntry.Author, at now: UInt64,
        remote: UInt64? = nil
    ) -> InquiryEntry {
        revision += 1
        changedAt = max(changedAt, now)
        return InquiryEntry(number: revision, at: now, by: author, body: body, remote: remote)
    }

    /// Whoever prepares reports works on inquiries: they are the desk's, not a person's.
    package func isSeen(by colleague: Colleague) -> Bool { colleague.may(.draft) }

    private func check(_ colleague: Colleague) throws(CaseworkError) {
        guard isSeen(by: colleague) else { throw .notThere }
    }

    private func checkOpen(_ colleague: Colleague) throws(CaseworkError) {
        try check(colleague)
        guard state != .closed else { throw .inquiryState(state) }
    }
}
