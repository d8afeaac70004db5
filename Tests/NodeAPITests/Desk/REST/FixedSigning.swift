import AllianceNames
import MergedView
import NodeAPI
import Peering
import Statements
import Synchronization
import TransparencyLog

/// Signs nothing, answers what a test has set, and keeps what it was asked.
final class FixedSigning: ReportSigning {
    private let signed = Mutex(UInt64(0))
    let outcome = Mutex<SigningOutcome?>(nil)
    let said = Mutex<[(channel: ChannelID, request: KeyedRequest?, statements: [Statement])]>([])

    func sign(
        in channel: ChannelID, for request: KeyedRequest?,
        _ statements: @escaping @Sendable () async throws -> [Statement]
    ) async throws -> SigningOutcome {
        let statements = try await statements()
        said.withLock { $0.append((channel, request, statements)) }
        let log = try LogOrigin(parsing: "ipacc.example/\(channel)/hub/e1")
        let entries = SignedEntries(log: log, indexes: 7..<8, leafHash: .zero, treeSize: 8)
        return outcome.withLock { $0 } ?? .signed(entries, isAgain: false)
    }

    /// What this member has said already.
    let own = Mutex<[StatementDot]>([])
    let sighting = Mutex<Sighting?>(nil)

    func ownStatements(
        _ kind: EntryKind, of indicator: Indicator, in channel: ChannelID
    ) async throws -> [StatementDot] { own.withLock { $0 } }

    func ownSighting(
        of indicator: Indicator, in channel: ChannelID
    ) async throws -> Sighting? { sighting.withLock { $0 } }

    /// Refuses what is called `refused.example`.
    func signEach(_ statements: [Statement], in channel: ChannelID) async throws -> EachSigned {
        let first = signed.withLock { $0 }
        var refused: [Int: StatementError] = [:]
        for (number, statement) in statements.enumerated() {
            if case .assertIndicator(let said) = statement,
                said.indicator.value == "refused.example"
            {
                refused[number] = .fieldMissing("nothing")
            }
        }
        said.withLock { $0.append((channel, nil, statements)) }
        signed.withLock { $0 += UInt64(statements.count - refused.count) }
        return EachSigned(
            log: try LogOrigin(parsing: "ipacc.example/\(channel)/hub/e1"), first: first,
            refused: refused, treeSize: first + UInt64(statements.count - refused.count))
    }
}
