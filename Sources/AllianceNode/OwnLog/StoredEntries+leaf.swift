import AllianceNames
import MergedView
import Replication
import Statements
import TransparencyLog

extension StoredEntries {
    /// The index of the first entry at `start` or behind that has this leaf hash: whether what was about to be
    /// written was written.
    func index(
        ofLeaf leaf: Digest, in origin: LogOrigin, from start: EntryIndex
    ) throws -> EntryIndex? {
        var next = start
        while let slice = try slice(of: origin, from: next) {
            let bounds = try EntryBundle.parse(slice.entries, count: slice.count)
            for (place, range) in bounds.enumerated()
            where MerkleHash.leaf(Array(slice.entries[range])) == leaf {
                return next + EntryIndex(place)
            }
            next += EntryIndex(slice.count)
        }
        return nil
    }
}
