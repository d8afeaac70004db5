import AllianceNames
import Logging
import NodeAPI
import Replication
import Roster
import SQLiteStore
import ServiceLifecycle
import Synchronization
import TransparencyLog

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
    /// Called before new checkpoints are posted.
    let beforePosting: @Sendable () throws -> Void
    /// Called when the record has changed.
    let onChange: @Sendable () -> Void

    private final class Seen: Sendable {
        let state = Mutex(State())
        struct State {
            var token: UInt64?
            var rounds = 0
            var postings: [LogOrigin: Posting] = [:]
            var evidence: UInt64 = 0
            /// Why a file in `peers/` is refused, so that it is told once.
            var refusal: String?
        }
    }

    func run() async throws {
        let seen = Seen()
        let rounds = PatientRounds(what: "the record cannot be looked at", logger: logger)
        try await cancelWhenGracefulShutdown {
            do {
                try await pulse.forEach(orEvery: Self.interval) {
                    try await rounds.run { try await calls.run { try look(seen) } }
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
        if isRosterRound { takeUpRosterFile(seen) }
        let token = try node.logs.changeToken()
        guard token != last else { return }
        try node.register.reload()
        // What can only be read is posted all the same.
        let cosigning = Result { try beforePosting() }
        try publish(seen)
        board.complete()
        try publishEvidence(seen)
        onChange()
        try cosigning.get()
        seen.state.withLock { $0.token = token }
    }

    private func takeUpRosterFile(_ seen: Seen) {
        var refusal: String?
        do {
            try node.takeUpRosterFile()
        } catch {
            refusal = "\(error)"
        }
        let before = seen.state.withLock { state in
            defer { state.refusal = refusal }
            return state.refusal
        }
        if let refusal, refusal != before {
            logger.error("the roster in peers/ is refused", metadata: ["reason": "\(refusal)"])
        }
    }

    private func publishEvidence(_ seen: Seen) throws {
        let last = seen.state.withLock { $0.evidence }
        let news = try node.logs.evidence(after: last, limit: .max)
        guard let newest = news.last else { return }
        board.publish(evidence: news.map { ($0.number, $0.record.audience) })
        seen.state.withLock { $0.evidence = newest.number }
    }

    /// What is posted of one log, and what that was made of.
    private struct Posting: Equatable {
        let served: String
        let cosignedChanges: UInt64
        let roster: Digest
        var note = ""
        var witnessed: String?

        func isMade(of other: Posting) -> Bool {
            served == other.served && cosignedChanges == other.cosignedChanges
                && roster == other.roster
        }
    }

    private func publish(_ seen: Seen) throws {
        let roster = node.roster
        let changes = try node.logs.cosignedChanges()
        let known = seen.state.withLock { $0.postings }
        var news: [LogOrigin: Posting] = [:]
        var held: Set<LogOrigin> = []
        for state in try node.logs.states() {
            guard let served = state.served else { continue }
            held.insert(state.origin)
            var posting = Posting(
                served: served.noteText, cosignedChanges: changes[state.origin] ?? 0,
                roster: roster.digest)
            if known[state.origin]?.isMade(of: posting) == true { continue }
            (posting.note, posting.witnessed) = try node.logs.servedNotes(
                of: state.origin, served, in: roster)
            news[state.origin] = posting
        }
        let gone = Set(known.keys).subtracting(held)
        seen.state.withLock { state in
            for (origin, posting) in news { state.postings[origin] = posting }
            for origin in gone { state.postings[origin] = nil }
        }
        if !gone.isEmpty { board.withdraw(gone.sorted()) }
        guard !news.isEmpty else { return }
        board.publish(
            news.map { (origin: $0.key, note: $0.value.note) },
            witnessed: news.compactMapValues(\.witnessed))
    }
}
