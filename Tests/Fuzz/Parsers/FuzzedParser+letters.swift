import AllianceNames
import Casework
import JSON
import Statements
import TransparencyLog

extension FuzzedParser {
    /// What members' nodes send each other, sealed, and what opens a commitment.
    static let letters =
        [letter, entrustmentLetter, opening, contactLetter]
        + [inquiryLetter, letterContent, blindSet]

    private static let letter = FuzzedParser(
        "letter", samples: [sample(.ask, 32), sample(.key, 64), sample(.letter, 96)],
        words: ["touchstone letter v1\n", "kind ", "from ", "to ", "sent ", "body ", "\u{2014} "]
    ) { input in
        guard let letter = try understood({ try Letter(parsing: input) }) else { return false }
        try promise(letter.bytes == input, "it is printed otherwise")
        try promise(Letter.isMeant(by: input), "it is not known for a letter")
        try Sample.checkUnforged(letter.note)
        return true
    }

    private static func sample(_ kind: Letter.Kind, _ count: Int) -> String {
        let letter = try? Letter(
            kind, from: MemberID(parsing: "maison"), to: MemberID(parsing: "hub"),
            at: 1_764_000_000_000, [UInt8](repeating: 7, count: count), signedBy: Sample.answer)
        return letter?.note.description ?? ""
    }

    private static let entrustmentLetter = FuzzedParser(
        "entrustment-letter", samples: entrustments(),
        words: [
            "\"topic\":\"entrust\"", "\"topic\":\"entrust-published\"", "\"rows\":[",
            "\"payload\":\"", "\"opening\":\"", "\"version\":1",
        ]
    ) { input in
        guard let json = try understood({ try JSONValue(parsing: input) }),
            let letter = try understood({ try EntrustmentLetter(json) })
        else { return false }
        try promise(EntrustmentLetter.isMeant(by: json), "it is not known for one")
        try readsAgain(letter, \.bytes) { try EntrustmentLetter(JSONValue(parsing: $0)) }
        return true
    }

    private static func entrustments() -> [String] {
        guard let id = CaseworkID(String(repeating: "0a", count: 16)),
            let log = try? LogOrigin(parsing: Sample.origin),
            let indicator = try? Indicator(.domain, parsing: "shop.example"),
            let row = try? EntrustedRow(
                entrusting: IndicatorAssertion(
                    indicator: indicator, basis: .testBuy, confidence: 70, tlp: .amber),
                in: log, to: MemberID(parsing: "hub"), salt: [UInt8](repeating: 5, count: 32),
                signedBy: Sample.log)
        else { return [] }
        return [
            EntrustmentLetter.request(id, channel: log.channel, message: "please", rows: [row]),
            .publication(id, .init(log: log, first: 7), count: 1), .refusal(id, reason: "no"),
            .withdrawalRequest(id), .withdrawal(id),
        ].map { String(decoding: $0.bytes, as: UTF8.self) }
    }

    private static let opening = FuzzedParser(
        "opening",
        samples: entrustments().prefix(1).compactMap { _ in
            guard let log = try? LogOrigin(parsing: Sample.origin),
                let indicator = try? Indicator(.domain, parsing: "shop.example")
            else { return nil }
            return try? OriginOpening(
                of: IndicatorAssertion(
                    indicator: indicator, basis: .testBuy, confidence: 70, tlp: .amber),
                in: log, through: MemberID(parsing: "hub"),
                salt: [UInt8](repeating: 5, count: 32), signedBy: Sample.log
            ).note.description
        },
        words: ["touchstone origin v1\n", "origin ", "through ", "identifier ", "report ", "salt "]
    ) { input in
        guard let opening = try understood({ try OriginOpening(parsing: input) }) else {
            return false
        }
        try promise(opening.bytes == input, "it is printed otherwise")
        try Sample.checkUnforged(opening.note)
        return true
    }

    private static let contactLetter = FuzzedParser(
        "contact-letter", inputBytesMax: 8_192, samples: contacts(),
        words: [
            "\"topic\":\"contacts-compare\"", "\"topic\":\"contacts-found\"", "\"points\":\"",
            "\"found\":[", "\"contact\":\"", "\"again\":\"", "\"own\":\"", "\"version\":1",
        ]
    ) { input in
        var taken = false
        if let reply = try understood({ try ContactReply(parsing: input) }) {
            try readsAgain(reply, \.bytes) { try ContactReply(parsing: $0) }
            taken = true
        }
        guard let json = try understood({ try JSONValue(parsing: input) }),
            let letter = try understood({ try ContactLetter(json) })
        else { return taken }
        try promise(ContactLetter.isMeant(by: json), "it is not known for one")
        try readsAgain(letter, \.bytes) { try ContactLetter(JSONValue(parsing: $0)) }
        return true
    }

    private static func contacts() -> [String] {
        guard let id = CaseworkID(String(repeating: "0c", count: 16)),
            let indicator = try? Indicator(.domain, parsing: "shop.example")
        else { return [] }
        let points = [[UInt8]](
            repeating: [UInt8](repeating: 9, count: ContactLetter.pointBytes),
            count: ContactLimits.setMax)
        let found = [ContactLetter.Found(indicator, contact: "Ina, +49 30 1")]
        return [
            ContactLetter.comparison(round: id, points: points).bytes,
            ContactLetter.found(round: id, found).bytes,
            ContactReply.points(again: points, own: points).bytes,
            ContactReply.found(found).bytes,
        ].map { String(decoding: $0, as: UTF8.self) }
    }
}
