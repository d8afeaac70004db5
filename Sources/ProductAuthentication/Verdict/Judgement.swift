/// A verdict with its reasons, however it was come by.
package struct Judgement: Hashable, Sendable {
    package static let reasonsMax = 16
    package static let confidenceMax = 100

    package let verdict: Verdict
    /// 0...100, that the verdict is right; 0 for `unknown`.
    package let confidence: Int
    /// Each code once, the weightiest first as they were found.
    package let reasons: [ReasonCode]
    /// What is said beyond the sentence of a reason, for some of `reasons`.
    package let details: [ReasonCode: ReasonDetail]

    package init(
        verdict: Verdict, confidence: Int, reasons: [ReasonCode],
        details: [ReasonCode: ReasonDetail] = [:]
    ) {
        precondition((0...Self.confidenceMax).contains(confidence), "confidence is 0 to 100")
        precondition(reasons.count <= Self.reasonsMax, "too many reasons")
        self.verdict = verdict
        self.confidence = verdict == .unknown ? 0 : confidence
        self.reasons = reasons
        self.details = details
    }

    /// The verdict of findings that were made separately: the one that worries most, with the
    /// confidence of the finding most sure of it. No finding: `unknown`.
    package init(_ findings: [Finding]) {
        let verdict = findings.map(\.bearing).max() ?? .unknown
        self.init(
            verdict: verdict,
            confidence: findings.filter { $0.bearing == verdict }.map(\.confidence).max() ?? 0,
            reasons: findings.map(\.reason),
            details: findings.reduce(into: [:]) { $0[$1.reason] = $1.detail })
    }

    /// The same with what was found out elsewhere, such as at the asker's own node. A reason that is
    /// there already adds nothing, and no more than `reasonsMax` are kept.
    package func adding(_ findings: [Finding]) -> Judgement {
        var result = self
        for finding in findings where !result.reasons.contains(finding.reason) {
            guard result.reasons.count < Self.reasonsMax else { break }
            let isWorse = finding.bearing > result.verdict
            let isSame = finding.bearing == result.verdict
            result = Judgement(
                verdict: isWorse ? finding.bearing : result.verdict,
                confidence: isWorse
                    ? finding.confidence
                    : isSame ? max(result.confidence, finding.confidence) : result.confidence,
                reasons: result.reasons + [finding.reason],
                details: result.details.merging(
                    finding.detail.map { [finding.reason: $0] } ?? [:]
                ) { earlier, _ in earlier })
        }
        return result
    }
}

/// One reason and how much it bears: it speaks for a verdict, or for none (`unknown`).
package struct Finding: Hashable, Sendable {
    package let reason: ReasonCode
    package let bearing: Verdict
    package let confidence: Int
    package let detail: ReasonDetail?

    package init(
        _ reason: ReasonCode, _ bearing: Verdict = .unknown, confidence: Int = 0,
        detail: ReasonDetail? = nil
    ) {
        self.reason = reason
        self.bearing = bearing
        self.confidence = confidence
        self.detail = detail
    }
}
