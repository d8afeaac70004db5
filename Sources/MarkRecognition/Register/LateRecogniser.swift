import AllianceNames
import Synchronization

/// A recogniser that is compiled when it is first needed, and once. Those who need it meanwhile wait.
final class LateRecogniser: Sendable {
    private let marks: [RegisteredMark]
    private let recogniser = Mutex<Recogniser?>(nil)

    /// - Parameter marks: that a recogniser takes.
    init(_ marks: [RegisteredMark]) { self.marks = marks }

    func compiled() throws(RecognitionError) -> Recogniser {
        try recogniser.withLock { (kept) throws(RecognitionError) in
            if let kept { return kept }
            var numbers: [MemberID: Int32] = [:]
            for owner in marks.map(\.owner) where numbers[owner] == nil {
                numbers[owner] = Int32(numbers.count)
            }
            let owners = marks.map { numbers[$0.owner] ?? 0 }
            let compiled = Recogniser(try MarkList(marks.map(\.mark), owners: owners))
            kept = compiled
            return compiled
        }
    }
}
