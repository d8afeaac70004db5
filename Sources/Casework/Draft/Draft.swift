package import AllianceNames
package import SignIn
package import TransparencyLog

/// A report that one of this member's people prepares: kept by the node, seen by nobody else, until somebody
/// who may publishes it. What it says is its `DraftContent`, which goes once it stands in the log.
///
/// Every change is one of the functions below, which say who may make it, and when.
package struct Draft: Hashable, Sendable {
    package enum Stage: String, CaseIterable, Sendable {
        /// With its author.
        case writing
        /// Waits for somebody who may publish.
        case submitted
        /// To be signed, whatever happens to the node meanwhile.
        case approved
        case published
        /// To be taken back, as `approved`.
        case withdrawing
        case withdrawn

        /// Nothing is signed of it.
        package var isOpen: Bool { self == .writing || self == .submitted }
    }

    /// What makes its entries: with the rows they are the same bytes whenever they are made.
    package struct Approval: Hashable, Sendable {
        package let by: PersonID
        /// Milliseconds since 1970, as all times here.
        package let at: UInt64
        /// The salts come from it. It goes with the rows, so that what is erased cannot be guessed.
        package let seed: Digest
        /// Where it is signed, and how long that log was: the entries stand behind, or nowhere.
        package var log: LogOrigin
        package var since: UInt64

        package init(by: PersonID, at: UInt64, seed: Digest, log: LogOrigin, since: UInt64) {
            self.by = by
            self.at = at
            self.seed = seed
            self.log = log
            self.since = since
        }
    }

    /// Where it stands: `rowCount` entries from `first` on.
    package struct Entries: Hashable, Sendable {
        package let log: LogOrigin
        package let first: UInt64

        package init(log: LogOrigin, first: UInt64) {
            self.log = log
            self.first = first
        }
    }

    package struct Withdrawal: Hashable, Sendable {
        package let by: PersonID
        package let at: UInt64
        package var log: LogOrigin
        package var since: UInt64

        package init(by: PersonID, at: UInt64, log: LogOrigin, since: UInt64) {
            self.by = by
            self.at = at
            self.log = log
            self.since = since
        }
    }

    /// Why it came back to its author.
    package struct Remark: Hashable, Sendable {
        package static let charactersMax = 500

        package let by: PersonID
        package let text: String

        package init(by: PersonID, text: String) {
            self.by = by
            self.text = text
        }
    }

    package let id: CaseworkID
    package let author: PersonID
    package let createdAt: UInt64
    package var channel: ChannelID
    package var title: String
    package var rowCount: Int
    package var stage: Stage
    /// Grows with each change: who decides, decides on what was shown.
    package var revision: UInt64
    package var changedAt: UInt64
    package var remark: Remark?
    /// Nil until it is approved; its seed nil once it is published.
    package var approval: Approval?
    /// Who published it and when.
    package var publishedBy: PersonID?
    package var publishedAt: UInt64?
    package var entries: Entries?
    package var withdrawal: Withdrawal?

    package init(
        id: CaseworkID, author: PersonID, content: DraftContent, createdAt: UInt64
    ) {
        self.id = id
        self.author = author
        self.createdAt = createdAt
        channel = content.channel
        title = content.title
        rowCount = content.reports.count
        stage = .writing
        revision = 1
        changedAt = createdAt
    }

    /// A draft under way is its author's, and of those who decide on it; what is published is no secret
    /// among those who report.
    package func isSeen(by colleague: Colleague) -> Bool {
        colleague.id == author || (stage != .writing && colleague.may(.report))
    }

    // MARK: What becomes of it

    package mutating func rewrite(
        _ content: DraftContent, by colleague: Colleague
    ) throws(CaseworkError) {
        try check([.writing], colleague)
        try colleague.check(.draft)
        guard colleague.id == author else { throw .notItsAuthor }
        try content.check()
        channel = content.channel
        title = content.title
        rowCount = content.reports.count
    }

    /// Who may ask for it to be published.
    package func checkSubmitting(by colleague: Colleague) throws(CaseworkError) {
        try check([.writing], colleague)
        try colleague.check(.draft)
        guard colleague.id == author else { throw .notItsAuthor }
    }

    package mutating func submit(by colleague: Colleague) throws(CaseworkError) {
        try checkSubmitting(by: colleague)
        stage = .submitted
        remark = nil
    }

    /// Its author takes it back, or somebody who may publish it gives it back.
    package func checkGivingBack(by colleague: Colleague) throws(CaseworkError) {
        try check([.submitted], colleague)
        if colleague.id != author { try colleague.check(.report) }
    }

    package mutating func giveBack(
        by colleague: Colleague, remark text: String
    ) throws(CaseworkError) {
        try checkGivingBack(by: colleague)
        try VisibleText.check(
            text, "remark", charactersMax: Remark.charactersMax, isLong: true, mayBeEmpty: true)
        stage = .writing
        remark = text.isEmpty ? nil : Remark(by: colleague.id, text: text)
    }

    /// Who may throw it away: its author, or who decides on it.
    package func checkDiscarding(by colleague: Colleague) throws(CaseworkError) {
        try check([.writing, .submitted], colleague)
        if colleague.id != author { try colleague.check(.approve) }
    }

    /// Who may decide that it is signed. One's own needs nobody else, unless the member's policy wants a second
    /// look at it.
    package func checkApproving(
        by colleague: Colleague, needsSecondLook: Bool
    ) throws(CaseworkError) {
        try check(
            colleague.id == author ? [.writing, .submitted] : [.submitted], colleague)
        try colleague.check(.report)
        if needsSecondLook {
            guard colleague.id != author, colleague.may(.approve) else { throw .secondLookNeeded }
        }
    }

    package mutating func approve(
        _ approval: Approval, by colleague: Colleague, needsSecondLook: Bool
    ) throws(CaseworkError) {
        try checkApproving(by: colleague, needsSecondLook: needsSecondLook)
        precondition(approval.by == colleague.id, "who decides is who approves")
        stage = .approved
        remark = nil
        self.approval = approval
    }

    /// Its entries are signed and durable.
    package mutating func publish(as entries: Entries, at now: UInt64) throws(CaseworkError) {
        guard stage == .approved, let approval else { throw .wrongStage(stage) }
        stage = .published
        publishedBy = approval.by
        publishedAt = now
        self.entries = entries
        self.approval = nil
    }

    /// Who may take back what was published.
    package func checkWithdrawing(by colleague: Colleague) throws(CaseworkError) {
        try check([.published], colleague)
        try colleague.check(.report)
    }

    /// Takes exactly its entries back.
    package mutating func withdraw(
        _ withdrawal: Withdrawal, by colleague: Colleague
    ) throws(CaseworkError) {
        try checkWithdrawing(by: colleague)
        precondition(withdrawal.by == colleague.id, "who decides is who withdraws")
        stage = .withdrawing
        self.withdrawal = withdrawal
    }

    package mutating func endWithdrawal() throws(CaseworkError) {
        guard stage == .withdrawing else { throw .wrongStage(stage) }
        stage = .withdrawn
    }

    private func check(
        _ stages: [Stage], _ colleague: Colleague
    ) throws(CaseworkError) {
        // Of what somebody may not see, nothing is said.
        guard isSeen(by: colleague) else { throw .notThere }
        guard stages.contains(stage) else { throw .wrongStage(stage) }
    }
}

/// How many drafts there may be, and for how long.
package enum DraftLimits {
    /// That nothing is signed of, of all persons.
    package static let openMax = 500
    /// The same, of one person.
    package static let openOfPersonMax = 100
    /// One that nothing is signed of goes after so long without a change, in milliseconds: 90 days.
    package static let openMilliseconds: UInt64 = 90 * 86_400_000
    /// What is kept of a published one, its place in the log, goes after 400 days.
    package static let publishedMilliseconds: UInt64 = 400 * 86_400_000
    /// Shown on one page.
    package static let listedMax = 200
}
