import AllianceNames
import AllianceNode
import Casework
import JSON
import Statements
import TransparencyLog

extension FuzzedParser {
    static let inquiryLetter = FuzzedParser(
        "inquiry-letter", samples: inquiries(),
        words: [
            "\"topic\":\"inquiry-ask\"", "\"topic\":\"inquiry-further\"",
            "\"topic\":\"inquiry-answer\"", "\"topic\":\"inquiry-photo\"",
            "\"topic\":\"inquiry-part\"", "\"topic\":\"inquiry-closed\"", "\"about\":{\"kind\":",
            "\"reference\":", "\"verdict\":", "\"photo\":{\"name\":", "\"sha256\":", "\"part\":1",
            "\"data\":\"", "\"number\":1", "\"version\":1",
        ]
    ) { input in
        guard let json = try understood({ try JSONValue(parsing: input) }),
            let letter = try understood({ try InquiryLetter(json) })
        else { return false }
        try promise(InquiryLetter.isMeant(by: json), "it is not known for one")
        try readsAgain(letter, \.bytes) { try InquiryLetter(JSONValue(parsing: $0)) }
        if case .part(_, _, let part, let bytes) = letter {
            try promise(
                part >= 0 && (1...InquiryLimits.partBytes).contains(bytes.count),
                "a part of a photo of a size that there is not")
        }
        return true
    }

    private static func inquiries() -> [String] {
        guard let id = CaseworkID(String(repeating: "0d", count: 16)) else { return [] }
        let photo = [UInt8](repeating: 3, count: 48)
        let said: [InquiryLetter.Said?] = [
            .further("and the lid?"),
            InquiryAnswer.Verdict.allCases.first.map {
                .answer(InquiryAnswer($0, "the seam is another"))
            },
            (try? InquiryPhoto(
                name: "seam.jpg", kind: .jpeg, sha256: .sha256(photo), byteCount: photo.count))
                .map { .photo($0) },
            .closed,
        ]
        let letters =
            [InquiryLetter.ask(id, subject: "a bag", about: nil, text: "is it yours?")]
            + said.compactMap { $0 }.map { .said(id, number: 7, $0) }
            + [.part(id, photo: .sha256(photo), part: 0, photo)]
        return letters.map { String(decoding: $0.bytes, as: UTF8.self) }
    }

    /// What is sealed, behind its length: the input as such a content, and as the beginning of one.
    static let letterContent = FuzzedParser(
        "letter-content", samples: ["", "{\"version\":1}", "\0\0\0\u{2}{}", "\0\0?\u{f8}{}"],
        words: ["\0\0\0", "{}"]
    ) { input in
        guard input.count <= LetterContent.bytesMax else {
            try promise(
                try understood { try LetterContent.padded(input) } == nil,
                "more is sealed than fits")
            return false
        }
        let padded = try LetterContent.padded(input)
        try promise(padded.count == LetterContent.paddedBytes, "its length tells what it says")
        try promise(try LetterContent.unpadded(padded) == input, "another content comes out of it")
        let filled =
            input + [UInt8](repeating: 0, count: LetterContent.paddedBytes - input.count)
        guard let content = try understood({ try LetterContent.unpadded(filled) }) else {
            return false
        }
        try promise(try LetterContent.padded(content) == filled, "it is padded otherwise")
        return true
    }

    /// Two sides of a comparison, neither of which has anything.
    private static let sides: [BlindSet] = (0..<2).compactMap { _ in
        (try? AllianceID(parsing: "fuzz.example")).flatMap { try? BlindSet([], in: $0) }
    }

    /// Points that another member's node says it has blinded.
    static let blindSet = FuzzedParser(
        "blind-set", inputBytesMax: 128,
        bytes: [(try? sides.first?.blinded().prefix(2).flatMap { $0 }) ?? []], words: []
    ) { input in
        let points = stride(from: 0, to: input.count, by: ContactLetter.pointBytes).map {
            Array(input[$0..<min(input.count, $0 + ContactLetter.pointBytes)])
        }
        guard sides.count == 2, (1...ContactLimits.setMax).contains(points.count),
            let once = try understood({ try sides[0].again(points) })
        else { return false }
        try promise(
            once.count == points.count && once.allSatisfy { $0.count == ContactLetter.pointBytes },
            "other points than were sent")
        let other = try sides[0].again(sides[1].again(points))
        try promise(try sides[1].again(once) == other, "the order of the sides decides")
        return true
    }
}
