package import AllianceNames
package import TransparencyLog

extension Answer {
    static let header = "touchstone answer v1"
    static let bytesMax = 8 * 1024
    private static let document = "answer"

    /// The text that is signed.
    package var text: String {
        var lines = [
            Self.header, "question \(question)", "responder \(responder)", "answered \(answeredAt)",
            "verdict \(judgement.verdict.rawValue)", "confidence \(judgement.confidence)",
        ]
        lines += judgement.reasons.map { "reason \($0)" }
        if let asOf { lines.append("as-of \(asOf.origin) \(asOf.size) \(asOf.root)") }
        return lines.map { $0 + "\n" }.joined()
    }

    /// - Throws: `ProductAuthenticationError`, naming the line, unless `text` is what `text` prints.
    package init(parsing text: String) throws(ProductAuthenticationError) {
        var lines = try DocumentLines(
            Array(text.utf8), document: Self.document, bytesMax: Self.bytesMax)
        try lines.exactly(Self.header)
        let digest = try lines.value(of: "question")
        guard let question = Digest(base64: digest) else {
            throw lines.refusal(expected: "a SHA-256 in base64", found: digest)
        }
        let member = try lines.value(of: "responder")
        guard let responder = try? MemberID(parsing: member) else {
            throw lines.refusal(expected: "a member", found: member)
        }
        let answeredAt = try Self.number(&lines, "answered", max: .max)
        let word = try lines.value(of: "verdict")
        guard let verdict = Verdict(rawValue: word) else {
            throw lines.refusal(expected: "a verdict", found: word)
        }
        let confidence = try Self.number(
            &lines, "confidence",
            max: verdict == .unknown ? 0 : UInt64(Judgement.confidenceMax))
        var reasons: [ReasonCode] = []
        while let word = lines.optionalValue(of: "reason") {
            guard let reason = ReasonCode(rawValue: word), !reasons.contains(reason),
                reasons.count < Judgement.reasonsMax
            else {
                throw lines.refusal(
                    expected: "one of at most \(Judgement.reasonsMax) reasons, each once",
                    found: word)
            }
            reasons.append(reason)
        }
        let asOf = try Self.asOf(&lines)
        try lines.finish()
        self.init(
            question: question, responder: responder, answeredAt: answeredAt,
            judgement: Judgement(
                verdict: verdict, confidence: Int(confidence), reasons: reasons),
            asOf: asOf)
    }

    private static func number(
        _ lines: inout DocumentLines, _ key: String, max: UInt64
    ) throws(ProductAuthenticationError) -> UInt64 {
        let text = try lines.value(of: key)
        guard let number = Decimal.decode(Array(text.utf8)), number <= max else {
            throw lines.refusal(expected: "a number up to \(max)", found: text)
        }
        return number
    }

    private static func asOf(
        _ lines: inout DocumentLines
    ) throws(ProductAuthenticationError) -> AsOf? {
        guard let text = lines.optionalValue(of: "as-of") else { return nil }
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 3, let origin = try? LogOrigin(parsing: parts[0]),
            let size = Decimal.decode(Array(parts[1].utf8)), size <= treeSizeMax,
            let root = Digest(base64: parts[2])
        else { throw lines.refusal(expected: "a log, its size and its root", found: text) }
        return AsOf(origin: origin, size: size, root: root)
    }
}
