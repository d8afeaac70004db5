import AllianceNames
import AllianceNode
import MergedView
import Replication
import Roster
import SQLiteStore
import TransparencyLog

extension OpenedNode {
    /// Takes what another node holds of its log, as a follower would; the view does not have it yet.
    func take(_ origin: LogOrigin, from author: OpenedNode) throws {
        guard let served = try author.logs.state(of: origin)?.served,
            let key = author.roster.logKey(for: origin)
        else { return }
        let start = try logs.state(of: origin)?.size ?? 0
        var slices: [BundleSlice] = []
        var next = start
        while next < served.size,
            let slice = try StoredEntries(author.logs).slice(of: origin, from: next)
        {
            slices.append(
                BundleSlice(
                    bundle: next >> 8, offset: Int(next & 255), count: slice.count,
                    entries: slice.entries, payloads: slice.payloads,
                    leafHashes: try EntryBundle.leafHashes(
                        of: slice.entries,
                        ranges: EntryBundle.parse(slice.entries, count: slice.count))))
            next += UInt64(slice.count)
        }
        try logs.admit(AdmittedEntries(origin: origin, start: start, slices: slices))
        try logs.believe(
            SignedCheckpoint(parsing: served.noteText).verified(by: key), for: origin)
    }
}
