import MarkRecognition

extension Recogniser {
    /// - Precondition: the marks are few and well made.
    init(of marks: [Mark]) {
        do {
            self.init(try MarkList(marks))
        } catch {
            preconditionFailure("\(error)")
        }
    }

    /// The marks of a text, as they are called.
    func names(in text: String, _ context: RecognitionContext = .title) throws -> [String] {
        try recognise(text, context: context).map { marks[$0.mark].name }
    }
}
