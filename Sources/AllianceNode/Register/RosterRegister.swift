package import AllianceNames
package import Peering
package import Replication
package import Roster
import Synchronization
package import TransparencyLog

/// The newest roster of this node, for everybody in the process: read without blocking, replaced when
/// a successor is accepted, kept in the record before anybody sees it.
package final class RosterRegister: PeerAuthority, Sendable {
    fileprivate struct State: Sendable {
        var chain: RosterChain
        /// Rosters in the record that the chain has taken; more there came from another process.
        var taken: Int
        var observers: [@Sendable (VerifiedRoster) -> Void] = []
        var forkObservers: [@Sendable (RosterFork) -> Void] = []
    }

    private let anchors: [VerifierKey]
    private let alliance: AllianceID
    private let state: Mutex<State>
    private let store: any LogStore
    private let clock: WallClock

    /// Restores the chain from the record, verifying it from its first roster on.
    /// - Throws: `RosterError` where the record's rosters do not form a chain under `anchors`.
    package init(
        trusting anchors: [VerifierKey], alliance: AllianceID, store: any LogStore,
        clock: WallClock
    ) throws {
        let records = try store.rosters()
        let chain = try Self.chain(
            of: records, RosterChain(trusting: anchors, alliance: alliance))
        state = Mutex(State(chain: chain, taken: records.count))
        self.anchors = anchors
        self.alliance = alliance
        self.store = store
        self.clock = clock
    }

    /// What stands first in the record under each version is the chain; what stands beside it is a
    /// rival, and looked at last: a chain that a rival froze too early would lack its newest rosters.
    private static func chain(
        of records: [RosterRecord], _ empty: RosterChain
    ) throws -> RosterChain {
        var chain = empty
        var rivals: [RosterRecord] = []
        var version: UInt64?
        for record in records {
            if record.version == version {
                rivals.append(record)
            } else {
                _ = try chain.accept(SignedNote(parsing: record.noteText))
                version = record.version
            }
        }
        for rival in rivals { _ = try chain.accept(SignedNote(parsing: rival.noteText)) }
        return chain
    }

    /// Nil until the first roster was accepted.
    package var newest: VerifiedRoster? { state.withLock { $0.chain.newest } }

    /// Proof that the authority made two successors of one version.
    package var fork: RosterFork? { state.withLock { $0.chain.fork } }

    /// Offers a roster: checked, then kept, then seen. A second successor of one version is kept too:
    /// it is the proof.
    /// - Throws: `RosterError` for what no authority could have made, `missingVersions` among them;
    ///   store errors, after which all is as it was.
    @discardableResult
    package func accept(_ note: SignedNote) throws -> RosterChain.Acceptance {
        let (acceptance, news) = try state.withLock {
            state -> (RosterChain.Acceptance, News?) in
            var chain = state.chain
            let acceptance = try chain.accept(note)
            switch acceptance {
            case .alreadyHeld: return (acceptance, nil)
            case .forked where state.chain.fork != nil && chain.fork == state.chain.fork:
                // Shown again, by whomever.
                return (acceptance, nil)
            case .extended, .forked: break
            }
            let record = RosterRecord(
                version: try Roster(parsing: note.text).version, noteText: note.description)
            try store.keep(record)
            var taken = state.taken + 1
            if acceptance == .extended, try store.roster(version: record.version) != record {
                // Another process was first with this version: what the record holds first counts,
                // here as there.
                (chain, taken) = try restored()
            }
            let news = state.take(chain, taken)
            return (chain.fork.map { .forked($0) } ?? acceptance, news)
        }
        news?.tell()
        return acceptance
    }

    /// Takes up what another process has put into the record since.
    package func reload() throws {
        let count = try store.rosterCount()
        let news = try state.withLock { state -> News? in
            guard count != state.taken else { return nil }
            let (chain, taken) = try restored()
            return state.take(chain, taken)
        }
        news?.tell()
    }

    private func restored() throws -> (RosterChain, Int) {
        let records = try store.rosters()
        let empty = RosterChain(trusting: anchors, alliance: alliance)
        return (try Self.chain(of: records, empty), records.count)
    }

    /// Calls back on every change, on the thread that made it; must not block.
    package func observe(_ observer: @escaping @Sendable (VerifiedRoster) -> Void) {
        state.withLock { $0.observers.append(observer) }
    }

    /// Calls back when a fork is found, and at once if one is known already; must not block.
    package func observeFork(_ observer: @escaping @Sendable (RosterFork) -> Void) {
        let known = state.withLock { state in
            state.forkObservers.append(observer)
            return state.chain.fork
        }
        if let known { observer(known) }
    }

    /// What observers are to be told, outside the lock.
    fileprivate struct News: Sendable {
        let roster: VerifiedRoster?
        let fork: RosterFork?
        let state: State

        func tell() {
            if let roster { for observer in state.observers { observer(roster) } }
            if let fork { for observer in state.forkObservers { observer(fork) } }
        }
    }

    // MARK: PeerAuthority

    package func standing() -> RosterStanding {
        guard let newest else {
            preconditionFailure("a node serves only once it has a roster")
        }
        let now = clock.now()
        return RosterStanding(
            roster: newest, time: now, isExpired: newest.isExpired(atMilliseconds: now))
    }
}

extension RosterRegister.State {
    /// Replaces the chain.
    fileprivate mutating func take(
        _ chain: RosterChain, _ taken: Int
    ) -> RosterRegister.News {
        let (newest, fork) = (self.chain.newest, self.chain.fork)
        (self.chain, self.taken) = (chain, taken)
        return RosterRegister.News(
            roster: chain.newest == newest ? nil : chain.newest,
            fork: chain.fork == fork ? nil : chain.fork, state: self)
    }
}
