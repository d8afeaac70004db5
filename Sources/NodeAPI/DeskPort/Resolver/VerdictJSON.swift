import AllianceNames
import GS1
import JSON
import ProductAuthentication
import Roster

/// The verdict for programs. `question` and `signedAnswer` are what travelled, to be kept and checked
/// by anybody.
enum VerdictJSON {
    static let version: UInt64 = 1

    static func answer(
        _ item: ItemIdentifiers, _ product: DeskProduct, _ verdict: DeskVerdict,
        _ language: DeskLanguage
    ) -> DeskAnswer {
        DeskAnswer.json(value(item, product, verdict, language).bytes)
            .adding("vary", "Accept, Accept-Language")
            .adding("content-language", language.tag)
    }

    /// - Parameter product: nil for a number that nobody has registered.
    static func value(
        _ item: ItemIdentifiers, _ product: DeskProduct?, _ verdict: DeskVerdict,
        _ language: DeskLanguage
    ) -> JSONValue {
        let words = VerdictWords(verdict.judgement.verdict)
        return JSONValue.members([
            ("version", .integer(version)),
            ("gtin", .string(item.gtin.digits14)),
            ("lot", (item.lot?.text).map { .string($0) }),
            ("serial", (item.serial?.text).map { .string($0) }),
            ("expiry", item.expiry.map { .string($0.description) }),
            (
                "product",
                product.map { product in
                    .members([
                        ("brand", .string(product.brand)),
                        ("name", (product.name(in: language)?.text).map { .string($0) }),
                        ("registeredBy", .string(product.owner)),
                        ("serialised", .bool(product.isSerialised)),
                    ])
                } ?? .null
            ),
            ("verdict", .string(verdict.judgement.verdict.rawValue)),
            ("meaning", .string(words.title(language) + ". " + words.note(language))),
            ("confidence", .integer(UInt64(verdict.judgement.confidence))),
            (
                "reasons",
                .array(
                    verdict.judgement.reasons.map {
                        .members([
                            ("code", .string($0.rawValue)),
                            ("sentence", .string(language.catalogue.sentence(of: $0))),
                        ])
                    })
            ),
            ("responder", (verdict.responder?.rawValue).map { .string($0) } ?? .null),
            (
                "answeredAt",
                .string("\(UTCTimestamp(millisecondsSince1970: verdict.answeredAt))")
            ),
            (
                "asOf",
                verdict.asOf.map {
                    .members([
                        ("origin", .string("\($0.origin)")), ("size", .string("\($0.size)")),
                        ("root", .string("\($0.root)")),
                    ])
                }
            ),
            ("question", verdict.question.map { .string($0) }),
            ("signedAnswer", verdict.signedAnswer.map { .string($0) }),
        ])
    }
}
