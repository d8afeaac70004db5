import AllianceNames
import Logging
import NodeAPI
import Replication
import SQLiteStore
import ServiceLifecycle
import Synchronization

/// Notices whatever changed in the record, by this process or another one: posts new checkpoints for
/// peers who wait, takes up new rosters, and has the view brought up to date.
struct RecordWatch: Service {
    /// How long a change by another process may go unnoticed.
    static let interval = Duration.milliseconds(20)
    /// How often `peers/roster.note` is looked at, in rounds.
    static let rosterFileRounds = 50

    let node: OpenedNode
    let board: FrontierBoard
    let pulse: Pulse
    let calls: BlockingCalls
    let logger: Logger
    /// Called when the record has changed.
    let onChange: @Sendable () -> Void

    private final class Seen: Sendable {
        let state = Mutex(State())
        struct State {
            var token: UInt64?
            var rounds = 0
            var published: [LogOrigin: String] = [:]
            var evidence: UInt64 = 0
        }
    }

    func run() async throws {
        let seen = Seen()
        try await cancelWhenGracefulShutdown {
            do {
                try await pulse.forEach(orEvery: Self.interval) {
                    try await calls.run { try look(seen) }
                }
            } catch is CancellationError {
                return
            }
        }
    }

    private func look(_ seen: Seen) throws {
        let (last, isRosterRound) = seen.state.withLock { state in
            state.rounds += 1
            return (state.token, state.rounds % Self.rosterFileRounds == 1)
        }
        if isRosterRound { takeUpRosterFile() }
        let token = try node.logs.changeToken()
        guard token != last else { return }
        try node.register.reload()
        try publish(seen)
        try publishEvidence(seen)
        seen.state.withLock { $0.token = token }
        onChange()
    }

    private func takeUpRosterFile() {
        do {
            try node.takeUpRosterFile()
        } catch {
            logger.error(
                "the roster in peers/ is refused", metadata: ["reason": "\(error)"])
        }
    }

    private func publishEvidence(_ seen: Seen) throws {
        let last = seen.state.withLock { $0.evidence }
        let news = try node.logs.evidence(after: last, limit: .max)
        guard let newest = news.last else { return }
        board.publish(evidence: news.map { ($0.number, $0.record.audience) })
        seen.state.withLock { $0.evidence = newest.number }
    }

    private func publish(_ seen: Seen) throws {
        let served = try node.logs.states().compactMap { state in
            state.served.map { (origin: state.origin, note: $0.noteText) }
        }
        let (news, gone) = seen.state.withLock { state in
            let news = served.filter { state.published[$0.origin] != $0.note }
            for (origin, note) in news { state.published[origin] = note }
            let gone = Set(state.published.keys).subtracting(served.map(\.origin))
            for origin in gone { state.published[origin] = nil }
            return (news, gone)
        }
        if !gone.isEmpty { board.withdraw(gone.sorted()) }
        if !news.isEmpty { board.publish(news) }
    }
}
