package import Replication
package import Statements
import Synchronization

/// Seals statements with the time and fresh salts.
///
/// Salts are drawn in blocks: the system's random source costs a system call each time, which would
/// be a fifth of the work of sealing.
package final class StatementSealer: Sendable {
    /// Milliseconds since 1970.
    private let wallClock: @Sendable () -> UInt64
    private let random: Mutex<BlockwiseRandom>

    /// - Parameter fill: fills the buffer with bytes that nobody can predict.
    package init(
        wallClock: @escaping @Sendable () -> UInt64,
        fill: @escaping @Sendable (UnsafeMutableRawBufferPointer) -> Void
    ) {
        self.wallClock = wallClock
        random = Mutex(BlockwiseRandom(fill: fill))
    }

    /// - Throws: `OwnLogError.statement` with the number of the first one refused, from 0; none is
    ///   sealed then.
    package func seal(_ statements: some Collection<Statement>) throws -> SealedBatch {
        let (batch, refusals) = sealAccepted(statements)
        if let refusal = refusals.first {
            throw OwnLogError.statement(number: refusal.number, refusal.error)
        }
        return batch
    }

    /// Seals what can be sealed.
    package func sealAccepted(
        _ statements: some Collection<Statement>
    ) -> (batch: SealedBatch, refusals: [StatementRefusal]) {
        let issuedAt = wallClock()
        let count = statements.count
        let salts = random.withLock { random in (0..<count).map { _ in Salt(from: &random) } }
        var batch = SealedBatch()
        var refusals: [StatementRefusal] = []
        for (number, (statement, salt)) in zip(statements, salts).enumerated() {
            do throws(StatementError) {
                batch.append(
                    try SealedStatement.seal(statement, issuedAt: issuedAt, salt: salt))
            } catch {
                refusals.append(StatementRefusal(number: number, error: error))
            }
        }
        return (batch, refusals)
    }
}

/// A statement that no reader would accept, and so is not written.
package struct StatementRefusal: Equatable, Sendable {
    /// Its place among those given, from 0.
    package let number: Int
    package let error: StatementError
}
