package import AllianceNames
package import Peering
package import Replication
package import Roster
import Synchronization
package import TransparencyLog

/// The newest roster of this node, for everybody in the process: read without blocking, replaced when
/// a successor is accepted, kept in the record before anybody sees it.
package final class RosterRegister: PeerAuthority, Sendable {
    private struct State: Sendable {
        var chain: RosterChain
        var observers: [@Sendable (VerifiedRoster) -> Void] = []
    }

    private let state: Mutex<State>
    private let store: any LogStore
    private let clock: WallClock

    /// Restores the chain from the record, verifying it from its first roster on.
    /// - Throws: `RosterError` where the record's rosters do not form a chain under `anchors`.
    package init(
        trusting anchors: [VerifierKey], alliance: AllianceID, store: any LogStore,
        clock: WallClock
    ) throws {
        var chain = RosterChain(trusting: anchors, alliance: alliance)
        for record in try store.rosters() {
            _ = try chain.accept(SignedNote(parsing: record.noteText))
        }
        state = Mutex(State(chain: chain))
        self.store = store
        self.clock = clock
    }

    /// Nil until the first roster was accepted.
    package var newest: VerifiedRoster? { state.withLock { $0.chain.newest } }

    /// Proof that the authority made two successors of one version.
    package var fork: RosterFork? { state.withLock { $0.chain.fork } }

    /// Offers a roster: checked, then kept, then seen. A second successor of one version is kept too:
    /// it is the proof.
    /// - Throws: `RosterError` for what no authority could have made, `missingVersions` among them;
    ///   store errors.
    @discardableResult
    package func accept(_ note: SignedNote) throws -> RosterChain.Acceptance {
        let (acceptance, roster, observers) = try state.withLock {
            state -> (RosterChain.Acceptance, VerifiedRoster?, [@Sendable (VerifiedRoster) -> Void])
            in
            var chain = state.chain
            let acceptance = try chain.accept(note)
            switch acceptance {
            case .extended:
                try keep(note)
            case .forked:
                try keep(note)
            case .alreadyHeld:
                return (acceptance, nil, [])
            }
            state.chain = chain
            return (acceptance, chain.newest, state.observers)
        }
        if let roster { for observer in observers { observer(roster) } }
        return acceptance
    }

    private func keep(_ note: SignedNote) throws {
        let roster = try Roster(parsing: note.text)
        try store.keep(RosterRecord(version: roster.version, noteText: note.description))
    }

    /// Takes up what another process has put into the record since.
    package func reload() throws {
        for record in try store.rosters() {
            let isNews = state.withLock { state in
                guard let newest = state.chain.newest else { return true }
                return record.version > newest.version
            }
            if isNews { try accept(SignedNote(parsing: record.noteText)) }
        }
    }

    /// Calls back on every change, on the thread that made it; must not block.
    package func observe(_ observer: @escaping @Sendable (VerifiedRoster) -> Void) {
        state.withLock { $0.observers.append(observer) }
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
