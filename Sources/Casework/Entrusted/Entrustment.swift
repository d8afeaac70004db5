package import AllianceNames
package import SignIn

/// A report that one member has another publish, because it must not be named itself: as the one that asks
/// keeps it, and as the one that is asked. Two nodes keep one each, under the same name; neither is anywhere
/// else. What its rows say stands beside it (`EntrustedRow`).
///
///     ours    sent ──> waiting ──> published ──> withdrawn
///               └> undelivered └> refused
///     theirs           waiting ──> drafted ──> published ──> withdrawn
///                        ^─discarded─┘└> refused
package struct Entrustment: Hashable, Sendable {
    package enum Side: String, CaseIterable, Sendable {
        /// This member asks.
        case ours
        /// It is asked.
        case theirs
    }

    package enum Stage: String, CaseIterable, Sendable {
        /// On its way.
        case sent
        /// With the publisher, whose people have not decided.
        case waiting
        /// One of them has made a draft of it.
        case drafted
        case published
        case refused
        /// It never arrived.
        case undelivered
        case withdrawn

        package var isOpen: Bool { self == .sent || self == .waiting || self == .drafted }
    }

    package let id: CaseworkID
    package let side: Side
    /// Who publishes, or whose report it is.
    package let partner: MemberID
    package let channel: ChannelID
    package let createdAt: UInt64
    package var rowCount: Int
    package var stage: Stage
    package var revision: UInt64
    package var changedAt: UInt64
    /// For the publisher's people, from who asks.
    package let message: String
    /// Of ours: who sent it. Of theirs: who took it on, or refused.
    package var person: PersonID?
    /// Why it was refused, or did not arrive.
    package var reason: String
    /// Of theirs, while there is one.
    package var draft: CaseworkID?
    package var entries: Draft.Entries?
    /// Who asked wants it taken back.
    package var wantsWithdrawal: Bool

    package init(
        id: CaseworkID, side: Side, partner: MemberID, channel: ChannelID, rowCount: Int,
        message: String, createdAt: UInt64
    ) {
        self.id = id
        self.side = side
        self.partner = partner
        self.channel = channel
        self.rowCount = rowCount
        self.message = message
        self.createdAt = createdAt
        stage = side == .ours ? .sent : .waiting
        revision = 1
        changedAt = createdAt
        reason = ""
        wantsWithdrawal = false
    }

    /// Who reports in this member's name decides on it, and who sent it sees what became of it.
    package func isSeen(by colleague: Colleague) -> Bool {
        colleague.may(.report) || (side == .ours && person == colleague.id)
    }

    private func check(
        _ side: Side, _ stages: [Stage], _ colleague: Colleague
    ) throws(CaseworkError) {
        guard isSeen(by: colleague), self.side == side else { throw .notThere }
        try colleague.check(.report)
        guard stages.contains(stage) else { throw .entrustmentStage(stage) }
    }

    // MARK: What this member's people do

    /// Of theirs: makes a draft of it, which goes the way of all drafts.
    package mutating func takeOn(
        as draft: CaseworkID, by colleague: Colleague
    ) throws(CaseworkError) {
        try check(.theirs, [.waiting], colleague)
        guard !wantsWithdrawal else { throw .entrustmentStage(.withdrawn) }
        stage = .drafted
        person = colleague.id
        self.draft = draft
    }

    package mutating func refuse(
        _ reason: String, by colleague: Colleague
    ) throws(CaseworkError) {
        try check(.theirs, [.waiting], colleague)
        try EntrustmentLimits.check(reason: reason)
        stage = .refused
        person = colleague.id
        self.reason = reason
    }

    /// Of ours: asks the publisher to take it back.
    package mutating func askWithdrawal(by colleague: Colleague) throws(CaseworkError) {
        try check(.ours, [.waiting, .published], colleague)
        guard !wantsWithdrawal else { throw .entrustmentStage(stage) }
        wantsWithdrawal = true
        reason = ""
    }

    // MARK: What becomes of it

    /// Of ours: the publisher's node keeps it.
    package mutating func arrive() {
        if side == .ours, stage == .sent { stage = .waiting }
    }

    /// Of ours: what was to be said could not be brought, or was refused. A request to take it back can be
    /// made again.
    package mutating func fail(_ why: String) {
        guard side == .ours else { return }
        if stage == .sent {
            stage = .undelivered
        } else {
            guard wantsWithdrawal, stage == .waiting || stage == .published else { return }
            wantsWithdrawal = false
        }
        reason = String(why.prefix(EntrustmentLimits.textCharactersMax))
    }

    /// Of theirs: its draft was discarded.
    package mutating func draftIsGone() {
        guard side == .theirs, stage == .drafted else { return }
        stage = wantsWithdrawal ? .withdrawn : .waiting
        draft = nil
    }

    package mutating func publish(as entries: Draft.Entries, count: Int) {
        guard stage.isOpen || stage == .undelivered else { return }
        stage = .published
        self.entries = entries
        rowCount = count
    }

    /// Of ours: the publisher says no.
    package mutating func turnDown(_ why: String) {
        guard side == .ours, stage.isOpen || stage == .undelivered else { return }
        stage = .refused
        reason = why
    }

    package mutating func withdraw() {
        guard stage.isOpen || stage == .published else { return }
        stage = .withdrawn
    }

    /// Of theirs: who asked wants it back. Nothing was signed of what waits, so it ends at once.
    package mutating func requestWithdrawal() {
        guard side == .theirs else { return }
        wantsWithdrawal = true
        if stage == .waiting { stage = .withdrawn }
    }
}

package enum EntrustmentLimits {
    /// Rows of one; what fits a letter is mostly fewer.
    package static let rowsMax = 64
    package static let textCharactersMax = 500
    /// Of one other member's that nobody has decided on; of all others'.
    package static let openOfMemberMax = 20
    package static let openMax = 200
    /// Of one other member's that were never published.
    package static let unpublishedOfMemberMax = 1_000
    /// Of this member's own that are open.
    package static let ownOpenMax = 200
    /// That one member's node takes of another in a day.
    package static let ofMemberInDayMax = 50
    /// One that could not be brought for so long never will be: 7 days, in milliseconds.
    package static let deliveryMilliseconds: UInt64 = 7 * 86_400_000
    /// What was decided on is kept so long, so that it can be opened: ten years.
    package static let keptMilliseconds: UInt64 = 3_653 * 86_400_000
    /// Another's that ended unpublished is nobody's evidence: 30 days.
    package static let unpublishedMilliseconds: UInt64 = 30 * 86_400_000
    package static let listedMax = 200

    static func check(reason: String) throws(CaseworkError) {
        try VisibleText.check(
            reason, "remark", charactersMax: textCharactersMax, isLong: true, mayBeEmpty: true)
    }

    /// - Throws: `CaseworkError.text`.
    package static func check(message: String) throws(CaseworkError) {
        try VisibleText.check(
            message, "message", charactersMax: textCharactersMax, isLong: true, mayBeEmpty: true)
    }
}

extension Entrustment {
    /// Of theirs: what became of its draft since.
    /// - Parameter draft: nil where it is gone.
    /// - Returns: what is to be said to who asked.
    package mutating func follow(_ draft: Draft?) -> EntrustmentLetter? {
        guard side == .theirs else { return nil }
        guard let draft else {
            // One that was published long ago is gone too.
            guard stage == .drafted else { return nil }
            draftIsGone()
            return stage == .withdrawn ? .withdrawal(id) : nil
        }
        guard let entries = draft.entries else { return nil }
        if stage == .drafted {
            publish(as: entries, count: draft.rowCount)
            return .publication(id, entries, count: draft.rowCount)
        }
        return draft.stage == .withdrawn ? followWithdrawal() : nil
    }

    /// Of theirs: nothing of what was published stands any more, whichever way it was taken back, and whether or not
    /// there still is a draft.
    /// - Returns: what is to be said to who asked.
    package mutating func followWithdrawal() -> EntrustmentLetter? {
        guard side == .theirs, stage == .published else { return nil }
        withdraw()
        return .withdrawal(id)
    }
}
