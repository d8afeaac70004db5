package import NodeAPI
import SQLiteStore

/// What requests with a key were answered, in `casework.sqlite`.
extension CaseworkDesk: KeyedAnswers {
    package func answer(to request: KeyedRequest) async throws -> String? {
        let (store, now) = (store, node.clock.now())
        return try await KeyedMaking.problems {
            try await calls.run { try store.answer(to: KeyedMaking(request, at: now)) }
        }
    }

    package func keep(_ answer: String, to request: KeyedRequest) async throws {
        let (store, now) = (store, node.clock.now())
        try await KeyedMaking.problems {
            try await calls.run { try store.keep(answer, to: KeyedMaking(request, at: now)) }
        }
    }
}
