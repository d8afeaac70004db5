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
        var rosters: KeptRosters
        var observers: [@Sendable (VerifiedRoster) -> Void] = []
        var forkObservers: [@Sendable (RosterFork) -> Void] = []
        var passedOver: [NodeError] = []
    }

    /// The authority's keys that this register goes by.
    package let anchors: AuthorityKeys
    private let state: Mutex<State>
    private let store: any LogStore
    private let clock: WallClock

    /// Restores the chain from the record, verifying it from the first roster on that the keys vouch for.
    /// - Parameter later: as of `KeptRosters`.
    /// - Throws: `RosterError` where the record's rosters do not form a chain under `anchors`.
    package init(
        trusting anchors: AuthorityKeys, alliance: AllianceID, store: any LogStore,
        clock: WallClock, later: () throws -> [SignedNote] = { [] }
    ) throws {
        state = Mutex(
            State(
                rosters: try KeptRosters(
                    trusting: anchors, alliance: alliance, in: store, later: later)))
        self.anchors = anchors
        self.store = store
        self.clock = clock
    }

    /// Nil until the first roster was accepted.
    package var newest: VerifiedRoster? { state.withLock { $0.rosters.chain.newest } }

    /// The note of every version that is held, oldest first. A rival, which proves a fork, is not among them.
    package var notes: [SignedNote] { state.withLock { $0.rosters.chain.notes } }

    /// The note of one version, if it is held.
    package func note(version: UInt64) -> SignedNote? {
        state.withLock { $0.rosters.chain.note(version: version) }
    }

    /// Every version that is held, oldest first, each verified by the one before.
    package var everyVersion: [VerifiedRoster] { state.withLock { $0.rosters.chain }.versions }

    /// Proof that the authority made two successors of one version.
    package var fork: RosterFork? { state.withLock { $0.rosters.chain.fork } }

    /// Files in `peers/` that were there at opening and are not taken up, with why.
    package internal(set) var passedOver: [NodeError] {
        get { state.withLock { $0.passedOver } }
        set { state.withLock { $0.passedOver = newValue } }
    }

    /// What would become of a roster if it were offered, without anybody waiting meanwhile for the one that
    /// is known: whoever sends a megabyte of what no authority signed is told so here.
    /// - Throws: `RosterError`.
    package func judge(_ note: SignedNote) throws(RosterError) -> RosterChain.Acceptance {
        var chain = state.withLock { $0.rosters.chain }
        return try chain.accept(note)
    }

    /// Offers a roster: checked, then kept, then seen. A second successor of one version is kept too:
    /// it is the proof.
    /// - Throws: `RosterError` for what no authority could have made, `missingVersions` among them;
    ///   store errors, after which all is as it was.
    @discardableResult
    package func accept(_ note: SignedNote) throws -> RosterChain.Acceptance {
        let (acceptance, news) = try state.withLock { state -> (RosterChain.Acceptance, News) in
            let before = state.rosters.chain
            let acceptance = try state.rosters.accept(note, keepingIn: store)
            return (acceptance, state.news(since: before))
        }
        news.tell()
        return acceptance
    }

    /// Takes up what another process has put into the record since.
    package func reload() throws {
        let news = try state.withLock { state -> News in
            let before = state.rosters.chain
            try state.rosters.reload(from: store)
            return state.news(since: before)
        }
        news.tell()
    }

    /// Calls back on every change, on the thread that made it; must not block.
    package func observe(_ observer: @escaping @Sendable (VerifiedRoster) -> Void) {
        state.withLock { $0.observers.append(observer) }
    }

    /// Calls back when a fork is found, and at once if one is known already; must not block.
    package func observeFork(_ observer: @escaping @Sendable (RosterFork) -> Void) {
        let known = state.withLock { state in
            state.forkObservers.append(observer)
            return state.rosters.chain.fork
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
    fileprivate func news(since before: RosterChain) -> RosterRegister.News {
        let chain = rosters.chain
        return RosterRegister.News(
            roster: chain.newest == before.newest ? nil : chain.newest,
            fork: chain.fork == before.fork ? nil : chain.fork, state: self)
    }
}
