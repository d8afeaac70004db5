package import Replication
import Synchronization

/// The signing fence on a disk that tears writes anywhere.
package final class SimulatedFence: LogFence {
    private struct File {
        var bytes: [UInt8]
        /// Set while a write is not synced: what was there, where it wrote, and what.
        var torn: (before: [UInt8], offset: Int, bytes: [UInt8])?
    }

    /// Enough for the logs of a small alliance.
    private static let slotBytes = 1_024

    private let disk: SimulatedDisk
    private let file: Mutex<File>

    package init(disk: SimulatedDisk) {
        self.disk = disk
        guard let slot = FenceSlots.slot(for: FenceMarks(), slotBytes: Self.slotBytes) else {
            preconditionFailure("an empty fence fits a slot")
        }
        var bytes = [UInt8](repeating: 0, count: 2 * Self.slotBytes)
        bytes.replaceSubrange(slot.offset..<(slot.offset + slot.bytes.count), with: slot.bytes)
        file = Mutex(File(bytes: bytes))
    }

    package var image: [UInt8] { file.withLock { $0.bytes } }
    package func restore(_ image: [UInt8]) { file.withLock { $0 = File(bytes: image) } }

    /// What it says now, whatever the disk does.
    package var marks: FenceMarks? { FenceSlots.newest(in: image)?.marks }

    package func withLock<Result>(_ body: (inout HeldFence) throws -> Result) throws -> Result {
        try disk.checkReadable()
        guard let (marks, slotBytes) = FenceSlots.newest(in: image) else {
            throw OwnLogError.fenceDamaged(path: "fence")
        }
        var held = HeldFence(marks) { try self.write($0, slotBytes: slotBytes) }
        return try body(&held)
    }

    private func write(_ marks: FenceMarks, slotBytes: Int) throws {
        guard let slot = FenceSlots.slot(for: marks, slotBytes: slotBytes) else {
            preconditionFailure("a small alliance's fence has room")
        }
        let fault: SimulatedDisk.Fault?
        do {
            fault = try disk.beginWrite()
        } catch is SimulatedDisk.NoSpace {
            throw OwnLogError.fenceFailed(path: "fence", reason: "no space")
        }
        file.withLock { file in
            let before = file.bytes
            file.bytes.replaceSubrange(
                slot.offset..<(slot.offset + slot.bytes.count), with: slot.bytes)
            if fault != nil { file.torn = (before, slot.offset, slot.bytes) }
        }
        switch fault {
        case .powerFails: throw SimulatedDisk.NoPower()
        case .syncFails: throw OwnLogError.fenceFailed(path: "fence", reason: "the sync failed")
        case .noSpace, nil: break
        }
    }

    /// As the node finds it when the power is back: of a write that was not synced, any part.
    package func restart() {
        let disk = disk
        file.withLock { file in
            guard let torn = file.torn else { return }
            file.bytes = torn.before
            file.torn = nil
            let count = disk.lot(0...torn.bytes.count)
            file.bytes.replaceSubrange(
                torn.offset..<(torn.offset + count), with: torn.bytes[..<count])
        }
    }
}
