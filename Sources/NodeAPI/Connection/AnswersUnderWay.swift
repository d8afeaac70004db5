/// The answers that are being made for one connection, which keeps its place until the last of them is there, also
/// once it has hung up: whoever hangs up could have any amount done at once otherwise.
struct AnswersUnderWay {
    private var count = 0
    private var isClosed = false

    mutating func begin() { count += 1 }

    /// - Returns: whether the connection gives up its place now.
    mutating func end() -> Bool {
        count -= 1
        return isOver
    }

    /// The connection is closed.
    /// - Returns: as `end`.
    mutating func close() -> Bool {
        isClosed = true
        return isOver
    }

    private var isOver: Bool { isClosed && count == 0 }
}
