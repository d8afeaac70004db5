import Synchronization

/// What TAXII clients have posted and been given since the node was started.
package final class CollectionCounts: Sendable {
    package struct Counts: Sendable {
        package internal(set) var posted: UInt64 = 0
        package internal(set) var refused: UInt64 = 0
        package internal(set) var pages: UInt64 = 0
        package internal(set) var served: UInt64 = 0
    }

    private let counts = Mutex(Counts())

    package var now: Counts { counts.withLock { $0 } }

    func posted(_ taken: Int, refused: Int) {
        counts.withLock {
            $0.posted += UInt64(taken)
            $0.refused += UInt64(refused)
        }
    }

    func served(_ objects: Int) {
        counts.withLock {
            $0.pages += 1
            $0.served += UInt64(objects)
        }
    }
}
