import Synchronization

/// A recogniser that is compiled when it is first needed, and once. Those who need it meanwhile wait.
final class LateRecogniser: Sendable {
    private let marks: [Mark]
    private let recogniser = Mutex<Recogniser?>(nil)

    /// - Parameter marks: that a recogniser takes.
    init(_ marks: [Mark]) { self.marks = marks }

    func compiled() throws(RecognitionError) -> Recogniser {
        try recogniser.withLock { (kept) throws(RecognitionError) in
            if let kept { return kept }
            let compiled = Recogniser(try MarkList(marks))
            kept = compiled
            return compiled
        }
    }
}
