import AllianceNode
import Synchronization

/// The disk of this machine, until it is full or fails.
final class FailingDisk: FileDisk {
    enum Fault: CaseIterable {
        /// ENOSPC: the half is there.
        case full
        /// EIO when it is waited for: all is there, or nothing, as it will turn out.
        case unsynced
    }

    private let fault = Mutex<Fault?>(nil)
    private let disk = SystemDisk()

    func fail(_ fault: Fault?) { self.fault.withLock { $0 = fault } }

    func put(
        _ bytes: [UInt8], at offset: Int, isEnd: Bool, of path: String
    ) throws(FileDiskError) {
        switch fault.withLock({ $0 }) {
        case nil: try disk.put(bytes, at: offset, isEnd: isEnd, of: path)
        // To cut a file takes no room.
        case .full where bytes.isEmpty:
            try disk.put(bytes, at: offset, isEnd: isEnd, of: path)
        case .full:
            try disk.put(
                Array(bytes.prefix(bytes.count / 2)), at: offset, isEnd: isEnd, of: path)
            throw .failed(reason: "could not write it: no space is left")
        case .unsynced:
            try disk.put(bytes, at: offset, isEnd: isEnd, of: path)
            throw .unsynced(reason: "could not sync it: the disk failed")
        }
    }

    func replace(_ path: String, with bytes: [UInt8]) throws(FileDiskError) {
        switch fault.withLock({ $0 }) {
        case nil: try disk.replace(path, with: bytes)
        case .full: throw .failed(reason: "could not write it: no space is left")
        case .unsynced:
            try disk.replace(path, with: bytes)
            throw .unsynced(reason: "could not sync it: the disk failed")
        }
    }

    func sync(_ path: String) throws(FileDiskError) { try disk.sync(path) }
}
