package import AllianceNames

/// A question that its owner was not there to hear.
package struct LateQuestion: Hashable, Sendable {
    package let owner: MemberID
    package let question: Question

    package init(owner: MemberID, question: Question) {
        self.owner = owner
        self.question = question
    }
}

/// Questions that wait for their owners, so that these see them when they are back and can find copies
/// by them.
///
/// - What `add` took is there after a crash; what `remove` took away may be there again.
/// - It holds at most `waitingMax`, of one owner at most `waitingOfOwnerMax`: the oldest makes room.
/// - Calls block. Every implementation passes the suite `LateQuestionConformance`.
package protocol LateQuestionStore: Sendable {
    /// - Returns: how many had to make room.
    @discardableResult
    func add(_ late: LateQuestion) throws -> Int

    /// The questions that wait for one owner, the first asked first, at most `limit` of them.
    func waiting(for owner: MemberID, limit: Int) throws -> [Question]

    /// Whom questions wait for, in the order of their names.
    func owners() throws -> [MemberID]

    func remove(_ questions: [Question], of owner: MemberID) throws

    /// How many wait in all.
    func count() throws -> Int
}

/// Limits of a `LateQuestionStore`.
package enum LateQuestionLimits {
    /// Some 400 bytes each, so 4 MiB at most.
    package static let waitingMax = 10_000
    package static let waitingOfOwnerMax = 2_000
    /// How long a question waits for an owner that stays away, in milliseconds: 30 days.
    package static let ageMillisecondsMax: UInt64 = 30 * 24 * 3_600_000
}
