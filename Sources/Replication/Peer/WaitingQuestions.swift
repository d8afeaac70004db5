/// What `GET /routed` answers: questions that wait for a member which takes no connections. Each is one
/// string: its number here and the milliseconds for which its asker still waits, on one line, and then
/// the question as the asker signed it.
///
///     {"version":1,"questions":["q7-1f 4988\n<signed question>", ...]}
package struct WaitingQuestions: Equatable, Sendable {
    package static let version = 1
    package static let questionsMax = 16

    package struct Question: Equatable, Sendable {
        /// Follows the grammar of tokens.
        package let id: String
        package let milliseconds: Int
        package let text: String

        package init(id: String, milliseconds: Int, text: String) {
            precondition(PeerResource.isToken(id), "a question's number is a token")
            self.id = id
            self.milliseconds = milliseconds
            self.text = text
        }
    }

    package let questions: [Question]

    package init(_ questions: [Question]) { self.questions = questions }

    package var bytes: [UInt8] {
        var bytes = Array(#"{"version":\#(Self.version),"questions":["#.utf8)
        for (position, question) in questions.enumerated() {
            if position > 0 { bytes.append(UInt8(ascii: ",")) }
            JSONText.append(
                "\(question.id) \(question.milliseconds)\n\(question.text)", to: &bytes)
        }
        bytes += "]}".utf8
        return bytes
    }

    /// - Throws: `PeerError.malformed` unless `bytes` is such an object, `version` 1.
    package init(parsing bytes: [UInt8]) throws(PeerError) {
        var reader = JSONReader(bytes: bytes)
        var version: Int?
        var texts: [String]?
        try reader.object { (key, reader) throws(PeerError) in
            switch key {
            case "version" where version == nil: version = try reader.number()
            case "questions" where texts == nil:
                texts = try reader.strings(max: Self.questionsMax)
            default:
                throw .malformed("waiting questions have an unexpected '\(key.prefix(40))'")
            }
        }
        try reader.end()
        guard version == Self.version, let texts else {
            throw .malformed("these are no waiting questions of version \(Self.version)")
        }
        var questions: [Question] = []
        for text in texts { questions.append(try Question(parsing: text)) }
        self.questions = questions
    }
}

extension WaitingQuestions.Question {
    fileprivate init(parsing string: String) throws(PeerError) {
        let parts = string.split(
            separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
        let words = parts[0].split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 2, words.count == 2, PeerResource.isToken(words[0]),
            let milliseconds = decimal(words[1], 0...PeerResource.routedMillisecondsMax)
        else { throw .malformed("a waiting question has no number or no time") }
        self.init(id: String(words[0]), milliseconds: milliseconds, text: String(parts[1]))
    }
}
