package import AllianceNames

/// Which of others' published reports to look at next, to see whether they still stand: all of them, a page at a time, once
/// this member's logs have grown, and once an hour for what shows in no log's size.
package struct PublishedLook: Sendable {
    package static let pageMax = 100
    private static let hourMilliseconds: UInt64 = 3_600_000

    /// All of them are looked at again when this is another.
    package struct Mark: Equatable, Sendable {
        private let sizes: [LogOrigin: UInt64]
        private let hour: UInt64

        /// - Parameters:
        ///   - sizes: of this member's logs, as far as they are merged.
        ///   - now: milliseconds since 1970.
        package init(_ sizes: [LogOrigin: UInt64], at now: UInt64) {
            self.sizes = sizes
            hour = now / PublishedLook.hourMilliseconds
        }
    }

    private var begunAt: Mark?
    private var isDone = true
    /// The last one that was looked at; nil at the beginning.
    package private(set) var last: CaseworkID?

    package init() {}

    /// What was begun is done first, whatever comes meanwhile.
    /// - Returns: whether there is something to look at, behind `last`.
    package mutating func goesOn(at mark: Mark) -> Bool {
        guard isDone else { return true }
        guard mark != begunAt else { return false }
        begunAt = mark
        isDone = false
        last = nil
        return true
    }

    /// - Parameter page: at most `pageMax` behind `last`, in the order of their names.
    package mutating func looked(at page: [CaseworkID]) {
        last = page.last ?? last
        isDone = page.count < Self.pageMax
    }
}
