import Replication

/// What a file system holds of one database: as it is seen while the power is on, and as it would be found
/// after a power cut. A write is whole or not there at all, as a database with a checksummed write-ahead log
/// makes it: a torn one ends the log before it.
struct DiskImages<Store: Sendable>: Sendable {
    private(set) var live: Store
    /// The last one synced first; behind it one for each write that was not.
    private var possible: [Store]
    /// Writes that can be lost, at most: the file system writes back by itself.
    private static var unsyncedMax: Int { 6 }

    init(_ store: Store) {
        live = store
        possible = [store]
    }

    /// Takes what a write has made of a copy.
    /// - Parameter fault: what befalls the write, as the disk has said.
    mutating func commit(
        _ copy: Store, _ fault: SimulatedDisk.Fault?, _ durability: WriteDurability
    ) throws {
        possible.append(copy)
        if possible.count > Self.unsyncedMax + 1 { possible.removeFirst() }
        switch fault {
        case .powerFails: throw SimulatedDisk.NoPower()
        case .syncFails: throw SimulatedDisk.SyncFailed()
        case .noSpace: throw SimulatedDisk.NoSpace()
        case nil: break
        }
        live = copy
        if case .atReturn = durability { possible = [copy] }
    }

    /// As the node finds it when the power is back, or after it has stopped.
    mutating func restart(_ disk: SimulatedDisk) {
        live = possible[disk.lot(0...possible.count - 1)]
        possible = [live]
    }

    /// Puts an old image back.
    mutating func restore(_ image: Store) { self = DiskImages(image) }
}
