import AllianceNames
import ProductAuthentication
import TransparencyLog

extension FuzzedParser {
    static let questions = [question, answer]

    private static let question = FuzzedParser(
        "question",
        samples: [
            """
            touchstone question v1
            nonce AAAAAAAAAAAAAAAAAAAAAA==
            asked 1764000000000
            asker maison-verel
            deadline 5000
            gtin 09520123456788
            serial ABC-1
            lot L1
            expiry 270430
            seller domain shop.example
            listing listing taobao:680012345
            place DE Hamburg
            purpose inspection

            """,
            """
            touchstone question v1
            nonce AAAAAAAAAAAAAAAAAAAAAA==
            asked 0
            asker customs
            role authority
            deadline 60000
            late yes
            scheme maison-chip
            code 04-AE-17
            place FR

            """,
        ],
        words: [
            "serial ", "scheme ", "code ", "listing ", "place ", "purpose ", "asked ", "late yes\n",
            "role authority\n", "deadline ", "domain ", "url https://", "email ", "phone +",
        ]
    ) { input in
        try printsAsRead(input, { try Question(parsing: $0) }, \.bytes)
    }

    /// The signed note, and the text alone.
    private static let answer = FuzzedParser(
        "answer", inputBytesMax: 8_192, samples: answers(),
        words: [
            "reason ", "detail ", "caution", "unknown", "genuine", "as-of ", "confidence 0",
            "verdict ", "keep 3600", "pad ", "\u{2014} ", ".",
        ]
    ) { input in
        let signed = try understood { try SignedAnswer(parsing: input) }
        if let signed {
            try promise(signed.bytes == input, "the note is printed otherwise")
            try Sample.checkUnforged(signed.note)
        }
        // Without the signature, which no mutation gets over.
        guard let text = signed?.note.text ?? text(input) else { return false }
        let answer = try understood { try Answer(parsing: text) }
        if let answer {
            try promise(answer.text.utf8.elementsEqual(text.utf8), "it is printed otherwise")
        }
        return answer != nil
    }

    private static func answers() -> [String] {
        guard let responder = try? MemberID(parsing: "maison"),
            let origin = try? LogOrigin(parsing: Sample.origin),
            let detail = try? ReasonDetail("two scans 9,400 km apart within 2 h")
        else { return [] }
        let codes = ReasonCode.known.sorted { $0.rawValue < $1.rawValue }.prefix(2)
        let full = Answer(
            question: .zero, responder: responder, answeredAt: 1_764_000_000_000,
            judgement: Judgement(
                verdict: .genuine, confidence: 90, reasons: Array(codes),
                details: codes.first.map { [$0: detail] } ?? [:]),
            keepSeconds: 60, asOf: .init(origin: origin, size: 12, root: .zero))
        let short = Answer(
            question: .zero, responder: responder, answeredAt: 0,
            judgement: Judgement(verdict: .unknown, confidence: 0, reasons: []), asOf: nil)
        return [
            Sample.note(full.text, by: [Sample.answer]).description, full.text, short.text,
        ]
    }
}
