import AllianceNames
import AllianceNode
import MergedView
import ProductAuthentication
import Statements
import TransparencyLog

/// What came of asking about a product: the JSON of `product authenticate`.
struct AnswersOutput: VersionedOutput {
    struct Reason: Encodable {
        let code: String
        let text: String
        /// What the owner says beyond the sentence, such as what a clone score rests on.
        let detail: String?
    }
    /// The state of the responder's log that the answer rests on.
    struct AsOf: Encodable {
        let origin: String
        let size: UInt64
        let rootHash: String
        /// `witnessed` where all of it is independently confirmed here, otherwise `pending`.
        let confirmation: String
    }
    /// Why this node adds `sellerIndicated`.
    struct SellerReport: Encodable {
        let type: String
        let value: String
        let members: [String]
        let evidence: [String]
    }
    struct Failure: Encodable {
        let member: String
        let detail: String
    }
    struct Answer: Encodable {
        let verdict: String
        let confidence: Int
        let reasons: [Reason]
        /// Who decided; absent where nobody could be asked.
        let responder: String?
        let answeredAt: String?
        let asOf: AsOf?
        /// SHA-256 of the question, in base64, which the signed answer names.
        let question: String
        /// The responder's signed note, to be kept as evidence.
        let signedAnswer: String?
        /// How long the answer may be used again, by the responder's word.
        let keepSeconds: Int?
        let answeredLocally: Bool
        let milliseconds: Double
        let sellerReports: [SellerReport]
        /// Owners that gave no answer that could be used.
        let unanswered: [Failure]

        init(
            _ found: Authentication, member: MemberID, witnessed: [LogOrigin: TreeSize],
            duration: Duration
        ) {
            verdict = found.judgement.verdict.rawValue
            confidence = found.judgement.confidence
            reasons = AnswersOutput.reasons(of: found.judgement)
            responder = found.responder?.rawValue
            answeredAt = found.answer.map { MomentText.print($0.answeredAt) }
            asOf = found.answer?.asOf.map {
                AsOf(
                    origin: $0.origin.description, size: $0.size, rootHash: $0.root.base64,
                    confirmation: (witnessed[$0.origin] ?? 0 >= $0.size
                        ? Confirmation.witnessed : .pending).rawValue)
            }
            question = found.question.digest.base64
            signedAnswer = found.signed.map { $0.note.description }
            keepSeconds = found.answer?.keepSeconds
            answeredLocally = found.responder == nil || found.responder == member
            // To a microsecond: more digits would only look exact.
            milliseconds = (duration / .microseconds(1)).rounded() / 1_000
            sellerReports = found.sellerReports.map {
                SellerReport(
                    type: $0.indicator.type.name, value: $0.indicator.value,
                    members: $0.members.map(\.rawValue), evidence: $0.evidence)
            }
            unanswered = found.failures.map {
                Failure(member: $0.member.rawValue, detail: $0.detail)
            }
        }
    }
    let version = 1
    let answers: [Answer]

    static func reasons(of judgement: Judgement) -> [Reason] {
        judgement.reasons.map {
            Reason(
                code: $0.rawValue, text: $0.sentence, detail: judgement.details[$0]?.text)
        }
    }

    /// For people.
    static func line(_ reason: ReasonCode, _ judgement: Judgement) -> String {
        reason.sentence + (judgement.details[reason].map { " (\(Table.visible($0.text)))" } ?? "")
    }
}
