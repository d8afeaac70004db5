import NodeAPI
import Peering
import SQLiteStore

extension KeyedMaking {
    /// - Parameter now: milliseconds since 1970.
    init(_ request: KeyedRequest, at now: UInt64) {
        self.init(
            caller: request.caller, key: request.key, fingerprint: request.fingerprint, at: now)
    }

    /// Does what a request with a key asks; what is wrong with the key is told to who asks.
    static func problems<Value>(_ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch let error as KeyedMakingError {
            switch error {
            case .usedOtherwise: throw IdempotencyKey.reused
            case .tooMany: throw IdempotencyKey.tooMany
            }
        }
    }
}
