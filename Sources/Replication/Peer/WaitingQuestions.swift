/// What `GET /routed` answers: questions that wait for a member which takes no connections. Each is one
/// string: its number here and the milliseconds for which its asker still waits, on one line, and then
/// the question as the asker signed it.
///
///     {"version":1,"questions":["q7-1f 4988\n<signed question>", ...]}
package struct WaitingQuestions: Equatable, Sendable {
    package static let questionsMax = 16
    private static let list = TextList(
        name: "questions", textsMax: questionsMax, noun: "waiting questions")

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

        /// The most that a question of this text takes in an answer, in bytes, whatever its number and time.
        package static func printedBytesMax(of text: String) -> Int {
            // Number, space, time, the escaped line feed, and a comma.
            let rest = PeerResource.tokenBytesMax + 1 + 5 + 2 + 1
            return rest + JSONText.byteCount(of: text)
        }
    }

    /// What an answer has around its questions, in bytes.
    package static let frameBytes = WaitingQuestions([]).bytes.count

    package let questions: [Question]

    package init(_ questions: [Question]) { self.questions = questions }

    package var bytes: [UInt8] {
        Self.list.bytes(questions.map { "\($0.id) \($0.milliseconds)\n\($0.text)" })
    }

    /// - Throws: `PeerError.malformed` unless `bytes` is such an object, `version` 1.
    package init(parsing bytes: [UInt8]) throws(PeerError) {
        var questions: [Question] = []
        for text in try Self.list.texts(parsing: bytes) {
            questions.append(try Question(parsing: text))
        }
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
