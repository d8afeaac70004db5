package import AllianceNames
package import ProductAuthentication

/// What came of asking about a product: the verdict, and what it rests on.
package struct Authentication: Sendable {
    package let question: Question
    /// The owner's, with what this node knows of the seller added.
    package let judgement: Judgement
    /// Who decided; nil if nobody could be asked.
    package let responder: MemberID?
    /// The responder's answer, to be kept and shown to others.
    package let answer: Answer?
    package let signed: SignedAnswer?
    /// Why this node adds `sellerIndicated`.
    package let sellerReports: [SellerReport]
    /// Owners that gave no answer that could be used, and why, for the operator.
    package let failures: [Failure]

    package struct Failure: Hashable, Sendable {
        package let member: MemberID
        package let detail: String

        package init(member: MemberID, detail: String) {
            self.member = member
            self.detail = detail
        }
    }
}
