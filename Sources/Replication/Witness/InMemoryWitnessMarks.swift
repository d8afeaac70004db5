package import AllianceNames
import Synchronization

/// Witness marks that last as long as the process.
package final class InMemoryWitnessMarks: WitnessMarks {
    private struct Content {
        var marks: [LogOrigin: WitnessRecord] = [:]
        var putBack: WitnessPutBack?
    }

    private let content = Mutex(Content())

    package init() {}

    package func advance(
        _ origin: LogOrigin, _ body: (WitnessRecord?) throws -> WitnessRecord
    ) throws -> WitnessRecord {
        try content.withLock { content in
            let next = try body(content.marks[origin])
            content.marks[origin] = next
            return next
        }
    }

    package func mark(of origin: LogOrigin) throws -> WitnessRecord? {
        content.withLock { $0.marks[origin] }
    }

    package func all() throws -> KnownWitnessMarks {
        content.withLock { KnownWitnessMarks(marks: $0.marks, putBack: $0.putBack) }
    }

    package func raise(_ records: [LogOrigin: WitnessRecord]) throws {
        content.withLock {
            $0.marks.merge(records) { $1.state.size > $0.state.size ? $1 : $0 }
        }
    }

    package func note(_ putBack: WitnessPutBack) throws {
        content.withLock { $0.putBack = putBack }
    }
}
