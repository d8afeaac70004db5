import AllianceNames
import Replication
import Roster
import Statements
import TransparencyLog

// What must hold at every moment, whatever fails.
extension World {
    func checkOwnLogs(_ node: Node) {
        checkOwnLogs(
            node, Glances.Glance(record: node.store.content, fence: node.fence.image))
    }

    /// No checkpoint is to be seen that the fence does not know of, and none of another history.
    func checkOwnLogs(_ node: Node, _ glance: Glances.Glance) {
        guard !node.isForking, node.isUp else { return }
        for origin in node.writtenOrigins {
            guard let served = ((try? glance.record.state(of: origin)) ?? nil)?.served,
                served.checkpoint != node.seenSigned[origin]
            else { continue }
            node.seenSigned[origin] = served.checkpoint
            let mark = FenceSlots.newest(in: glance.fence)?.marks.marks[origin]
            let isFenced =
                mark.map {
                    $0.size > served.size || $0.size == served.size && $0.root == served.root
                }
                ?? false
            // What is signed after the fence was put back too may be another history: the others have
            // to cope.
            if !isFenced, !(node.isRestored && node.conduct.mayFork) {
                fail(
                    SimulationFailure(
                        .signedBeforeFence, at: node.id,
                        "\(origin) is signed at \(served.size), fenced at \(mark?.size ?? 0)"))
            }
            if let leaves = try? glance.record.leaves(of: origin, served.size) {
                ledger.signed(origin, leaves)
            }
            if ledger.isForked(origin), !node.conduct.mayFork {
                fail(
                    SimulationFailure(
                        .twoRoots, at: node.id, "\(origin) has two histories at \(served.size)"))
            }
        }
    }

    /// Only what its author has signed is held.
    func checkPrefix(_ state: LogState, at node: Node) {
        guard node.isJudged else { return }
        if !ledger.holds(state.origin, size: state.size, root: state.edge.root) {
            fail(
                SimulationFailure(
                    .unverifiedPrefix, at: node.id,
                    "\(state.size) entries of \(state.origin) that its author never signed"))
        }
    }

    /// Every payload that is to be stored is what its entry commits to, and none is missing that no
    /// certificate erases.
    func checkPayloads(_ entries: AdmittedEntries, at node: Node) {
        guard node.isJudged else { return }
        for slice in entries.slices {
            guard let slots = try? PayloadBundle.parse(slice.payloads, count: slice.count) else {
                return fail(SimulationFailure(.payloadWrong, at: node.id, "no payload bundle"))
            }
            for (place, slot) in slots.enumerated() {
                let index = slice.start + UInt64(place)
                check(
                    slot, in: slice.payloads, leaf: slice.leafHashes[place],
                    of: entries.origin, at: index, node)
            }
        }
    }

    private func check(
        _ slot: PayloadBundle.Slot, in bytes: [UInt8], leaf: Digest, of origin: LogOrigin,
        at index: EntryIndex, _ node: Node
    ) {
        guard let said = ledger.said[leaf] else {
            return fail(
                SimulationFailure(
                    .unverifiedPrefix, at: node.id, "entry \(index) of \(origin) is nobody's"))
        }
        switch (slot, said.saltAndPayload) {
        case (.absent, nil): break
        case (.absent, .some):
            guard ledger.mayBeErased[origin]?.contains(index) != true else { break }
            fail(
                SimulationFailure(
                    .payloadMissing, at: node.id,
                    "entry \(index) of \(origin) is let in without payload or certificate"))
        case (.present(let range), let payload):
            guard payload != Array(bytes[range]) else { break }
            fail(
                SimulationFailure(
                    .payloadWrong, at: node.id, "entry \(index) of \(origin) has another payload"))
        }
    }

    /// Nobody is accused who signed one history only.
    func checkAccused(_ origin: LogOrigin, by node: Node) {
        guard !ledger.isForked(origin) else { return }
        fail(SimulationFailure(.honestAccused, at: node.id, "of two histories of \(origin)"))
    }

    /// A witness contradicts an author only where there is something to contradict.
    func checkClaim(
        about origin: LogOrigin, _ kind: OwnLogClaim.Kind, _ size: TreeSize, by witness: MemberID
    ) {
        guard !node(origin.member).isRestored else { return }
        fail(
            SimulationFailure(
                .honestAccused, at: witness, "claims \(kind) of \(origin) at \(size)"))
    }

    /// A witness cosigns one history of a log.
    func checkCosigned(_ checkpoint: Checkpoint, by witness: Node) {
        guard witness.isJudged, let origin = try? LogOrigin(parsing: checkpoint.origin) else {
            return
        }
        checkOwnLogs(node(origin.member))
        ledger.cosigned(checkpoint, of: origin, by: witness.id)
        let all = ledger.cosigned[witness.id]?[origin] ?? []
        if !ledger.areOfOneBranch(all, of: origin) {
            fail(
                SimulationFailure(
                    .twoBranchesCosigned, at: witness.id,
                    "\(origin) at \(all.map(\.size))"))
        }
    }

    /// The newest roster is one that the authority made, and never an older one than before.
    func checkRoster(_ node: Node) {
        guard node.isJudged else { return }
        let roster = node.roster
        if roster.version < node.newestVersion {
            fail(
                SimulationFailure(
                    .rosterWentBack, at: node.id,
                    "from \(node.newestVersion) to \(roster.version)"))
        }
        node.newestVersion = roster.version
        if authority.chain.note(version: roster.version)?.text != roster.note.text {
            fail(SimulationFailure(.rosterForged, at: node.id, "version \(roster.version)"))
        }
    }
}
