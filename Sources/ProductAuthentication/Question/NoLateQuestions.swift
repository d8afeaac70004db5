package import AllianceNames

/// Keeps none: for who asks again itself.
package struct NoLateQuestions: LateQuestionStore {
    package init() {}

    package func add(_ late: LateQuestion) -> Int { 0 }
    package func waiting(for owner: MemberID, limit: Int) -> [Question] { [] }
    package func owners() -> [MemberID] { [] }
    package func remove(_ questions: [Question], of owner: MemberID) {}
    package func count() -> Int { 0 }
}
