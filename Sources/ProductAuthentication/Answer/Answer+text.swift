import AllianceNames
import TransparencyLog

extension Answer {
    static let header = "touchstone answer v1"
    static let bytesMax = 8 * 1024
    /// Texts are padded to a multiple of this, so that a length on the wire tells nothing: not which
    /// verdict it is, nor whether a number is unknown or merely not disclosed.
    package static let sizeClassBytes = 1024
    /// An owner cannot make others keep an answer for longer.
    package static let keepSecondsMax = 3_600
    private static let document = "answer"

    /// The text that is signed.
    package var text: String {
        var lines = DocumentWriter(header: Self.header, bytesExpected: Self.sizeClassBytes)
        lines.add("question", question)
        lines.add("responder", responder.rawValue)
        lines.add("answered", "\(answeredAt)")
        lines.add("verdict", judgement.verdict.rawValue)
        lines.add("confidence", "\(judgement.confidence)")
        for reason in judgement.reasons {
            lines.add("reason", reason.rawValue)
            if let detail = judgement.details[reason] { lines.add("detail", detail.text) }
        }
        lines.add("keep", "\(keepSeconds)")
        if let asOf { lines.add("as-of", "\(asOf.origin) \(asOf.size) \(asOf.root)") }
        lines.pad("pad", to: Self.sizeClassBytes)
        return String(decoding: lines.bytes, as: UTF8.self)
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
        var details: [ReasonCode: ReasonDetail] = [:]
        while let word = lines.optionalValue(of: "reason") {
            guard let reason = ReasonCode(rawValue: word), !reasons.contains(reason),
                reasons.count < Judgement.reasonsMax
            else {
                throw lines.refusal(
                    expected: "one of at most \(Judgement.reasonsMax) reasons, each once",
                    found: word)
            }
            reasons.append(reason)
            if let text = lines.optionalValue(of: "detail") {
                details[reason] = try ReasonDetail(text)
            }
        }
        let keepSeconds = try Self.number(&lines, "keep", max: UInt64(Self.keepSecondsMax))
        let asOf = try Self.asOf(&lines)
        let padding = try lines.value(of: "pad")
        guard (1...Self.sizeClassBytes).contains(padding.utf8.count),
            padding.utf8.allSatisfy({ $0 == UInt8(ascii: ".") }),
            text.utf8.count % Self.sizeClassBytes == 0
        else {
            throw lines.refusal(
                expected: "dots up to a multiple of \(Self.sizeClassBytes) bytes", found: padding)
        }
        try lines.finish()
        self.init(
            question: question, responder: responder, answeredAt: answeredAt,
            judgement: Judgement(
                verdict: verdict, confidence: Int(confidence), reasons: reasons,
                details: details),
            keepSeconds: Int(keepSeconds), asOf: asOf)
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
