import AllianceNames
import JSON
import MarkRecognition
import Peering

/// Marks in texts, for programs.
enum MarkInTextJSON {
    static let schema = JSONSchema.object(
        [
            "mark": JSONSchema.text(), "member": JSONSchema.identifier,
            "rights": JSONSchema.list(JSONSchema.text()), "start": JSONSchema.count,
            "end": JSONSchema.count,
            "rules": JSONSchema.list(JSONSchema.word(RecognitionRule.allCases.map(\.rawValue))),
            "confidence": JSONSchema.number(0, 100),
        ])

    static func value(_ mark: MarkInText) -> JSONValue {
        .members([
            ("mark", .string(mark.mark)), ("member", .string(mark.owner.rawValue)),
            ("rights", .array(mark.registrations.map { .string($0) })),
            ("start", .integer(UInt64(mark.scalars.lowerBound))),
            ("end", .integer(UInt64(mark.scalars.upperBound))),
            ("rules", .array(mark.rules.map { .string($0.rawValue) })),
            ("confidence", .integer(percent(mark.confidence))),
        ])
    }

    /// Of a confidence from 0 to 1.
    static func percent(_ confidence: Double) -> UInt64 {
        UInt64((min(max(confidence, 0), 1) * 100).rounded())
    }
}

/// The texts that a program sends to have marks looked for in them.
struct TextsWithMarks {
    let texts: [TextWithMarks]

    static let schema = JSONSchema.object(
        [
            "texts": JSONSchema.list(
                JSONSchema.object(
                    ["text": JSONSchema.text(min: 1, max: charactersMax)],
                    optional: [
                        "context": JSONSchema.word(RecognitionContext.allCases.map(\.rawValue))
                    ], isClosed: true), max: TextWithMarks.textsMax)
        ], isClosed: true)
    private static let charactersMax = 4_096

    /// - Throws: status 415 for another media type, 400 for another form.
    init(_ json: JSONValue) throws(PeerProblem) {
        let body = try RESTBody(json, names: ["texts"], what: "The body")
        let list = try body.required("texts", body.list("texts", countMax: TextWithMarks.textsMax))
        var texts: [TextWithMarks] = []
        for one in list {
            let one = try RESTBody(one, names: ["text", "context"], what: "A text")
            texts.append(
                TextWithMarks(
                    try one.required("text", one.text("text", characters: 1...Self.charactersMax)),
                    try one.word("context", RecognitionContext.init(rawValue:)) ?? .title))
        }
        self.texts = texts
    }

    func answer(_ found: [[MarkInText]]) -> JSONValue {
        .object([
            "results": .array(
                zip(texts, found).map { text, marks in
                    .members([
                        ("text", .string(text.text)),
                        ("marks", .array(marks.map(MarkInTextJSON.value))),
                    ])
                })
        ])
    }
}
