import Foundation

/// One line on standard error that keeps a waiting person informed: from the second second on, twice
/// a second, and only on a terminal.
final class ProgressLine {
    private let begun = Date()
    private var shownAt = Date.distantPast
    private let isTerminal = isatty(FileHandle.standardError.fileDescriptor) == 1
    private var isShown = false

    func show(_ text: @autoclosure () -> String) {
        let now = Date()
        guard isTerminal, now.timeIntervalSince(begun) > 1, now.timeIntervalSince(shownAt) > 0.5
        else { return }
        shownAt = now
        isShown = true
        Output.show("\u{1B}[2K\r\(text())")
    }

    func end() {
        if isShown { Output.show("\u{1B}[2K\r") }
    }
}
