package import Notices
package import SignIn

/// Something of the node that has clocks; each part brings its own.
package protocol NoticeClockSource: Sendable {
    /// No kind is of two sources.
    var kinds: Set<NoticeClock.Kind> { get }

    /// What its clocks show, of those that the reader may know of. Calls block.
    func readings(
        of kinds: Set<NoticeClock.Kind>, for reader: ClockReader
    ) throws -> [ClockReading]

    /// Whether what a clock showed is still there for the reader.
    func mayStillSee(_ reading: ClockReading, _ reader: ClockReader) throws -> Bool
}

/// Who is told of clocks.
package struct ClockReader: Hashable, Sendable {
    package let subscriber: Subscriber
    package let asker: Asker

    package init(subscriber: Subscriber, asker: Asker) {
        self.subscriber = subscriber
        self.asker = asker
    }
}
