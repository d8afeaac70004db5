package import AllianceNames
package import Replication
import Synchronization

/// The file outside the database that says how far each log was signed, and the lock that keeps two
/// processes from signing at once.
///
/// **Leave it out of backups**: its worth is that it never goes back in time. It is written before
/// the checkpoint is signed, so no checkpoint exists that it does not know of. Where the whole folder
/// goes back, `SigningMemory` knows better, as long as the machine runs; after that, and where
/// the machine itself seems to have been put back (`MachineClocks`), a log is *unconfirmed*, and not signed, until
/// others were asked how far it goes. Calls block.
package final class SigningFence: LogFence {
    package let path: String
    private var file: FenceFile { FenceFile(path: path) }
    private let memoryFolder: String
    private let clocks: MachineClocks
    /// Why it no longer writes. After a failed fsync the next one may succeed although the bytes are
    /// gone, so there is no next one.
    private let stopped = Mutex<OwnLogError?>(nil)
    /// Logs that this process has asked others about, with `MachineClocks.startedAt` of then: for a machine that
    /// remembers nothing.
    private let confirmed = Mutex<[LogOrigin: Int64]>([:])

    /// Uses the fence at `path`.
    /// - Parameter memory: the folder of what this machine remembers.
    /// - Throws: `OwnLogError.fenceAbsent`, `.fenceDamaged`, `.fenceFailed`.
    package init(
        path: String, memory: String = SigningMemory.systemFolder, clocks: MachineClocks = .system
    ) throws {
        self.path = path
        memoryFolder = memory
        self.clocks = clocks
        _ = try read()
    }

    /// Makes the fence of a log key that has never signed, at the time that the key is made.
    /// - Throws: `OwnLogError.fenceExists`: a fence is never replaced.
    package static func create(
        at path: String, memory: String = SigningMemory.systemFolder,
        clocks: MachineClocks = .system
    ) throws -> SigningFence {
        try make(
            FenceMarks(id: FenceID()), isConfirmed: true, at: path, memory: memory, clocks: clocks
        ) { _ in false }
    }

    /// Makes the fence of a log key that signs nowhere else: its logs were pulled back, or it was handed
    /// over. One of the same name that has not signed yet is what a crash has left of the same.
    /// - Throws: `OwnLogError.fenceExists` for any other that may still sign; `.folderWentBack` where this machine has
    ///   signed more by it than the marks say.
    /// - Parameter isConfirmed: whether others were asked how far the logs go. Else they are before the first
    ///   signature: the folder may be a copy of one that was here before.
    package static func begin(
        _ id: FenceID, at path: String, marks: [LogOrigin: FenceMark], isConfirmed: Bool,
        memory: String = SigningMemory.systemFolder
    ) throws -> SigningFence {
        let marks = FenceMarks(id: id, marks)
        return try make(
            marks, isConfirmed: isConfirmed, at: path, memory: memory, clocks: .system
        ) { old in
            old.handedOver != nil || old.id == id && old.write == 0
        }
    }

    private static func make(
        _ marks: FenceMarks, isConfirmed: Bool, at path: String, memory: String,
        clocks: MachineClocks, replacing mayReplace: (FenceMarks) -> Bool
    ) throws -> SigningFence {
        let file = FenceFile(path: path)
        try file.locked {
            if file.exists {
                guard let old = try? file.read().marks, mayReplace(old) else {
                    throw OwnLogError.fenceExists(path: path)
                }
            }
            if let id = marks.id {
                let remembered = SigningMemory(
                    of: id, in: memory, beside: path, clocks: clocks)
                try remembered.withLock { memory in
                    try Self.check(memory?.read()?.marks, isWithin: marks)
                    memory?.write(confirmed: isConfirmed ? nil : [], marks)
                }
                remembered.prune()
            }
            try file.replace(marks, slotBytes: FenceFile.slotBytesMin)
        }
        return try SigningFence(path: path, memory: memory, clocks: clocks)
    }

    /// A note that is replayed, over a folder that was put back, must not take the memory back with it.
    private static func check(_ remembered: FenceMarks?, isWithin marks: FenceMarks) throws {
        for (origin, mark) in remembered?.marks ?? [:] {
            let known = marks.marks[origin]
            guard mark.size <= known?.size ?? 0 else {
                throw OwnLogError.folderWentBack(
                    origin: origin, signed: mark.size, fence: known?.size)
            }
        }
    }

    /// The marks as they are now.
    package func read() throws -> FenceMarks { try file.read().marks }

    /// Runs `body` while no other holder of this fence, in whatever process, runs its own.
    /// - Throws: `OwnLogError.fenceLocked` and as `init`.
    package func withLock<Result>(_ body: (inout HeldFence) throws -> Result) throws -> Result {
        if let error = stopped.withLock({ $0 }) { throw error }
        return try file.locked {
            let (marks, slotBytes) = try file.read()
            func run(_ memory: HeldMemory?) throws -> Result {
                var held = HeldFence(marks, memory: LockedMemory(of: self, memory)) {
                    try self.write($0, slotBytes: slotBytes)
                }
                return try body(&held)
            }
            guard let id = marks.id else { return try run(nil) }
            return try SigningMemory(of: id, in: memoryFolder, beside: path, clocks: clocks)
                .withLock(run)
        }
    }

    fileprivate func isConfirmedHere(_ origin: LogOrigin) -> Bool {
        guard let before = confirmed.withLock({ $0[origin] }) else { return false }
        return !MachineClocks.haveStepped(from: before, to: clocks.startedAt())
    }

    fileprivate func confirmHere(_ origin: LogOrigin) {
        let now = clocks.startedAt()
        confirmed.withLock { $0[origin] = now }
    }

    private func write(_ marks: FenceMarks, slotBytes: Int) throws {
        if let error = stopped.withLock({ $0 }) { throw error }
        do {
            try file.write(marks, slotBytes: slotBytes)
        } catch let failure as FenceFile.Unsynced {
            stopped.withLock { $0 = $0 ?? failure.error }
            throw failure.error
        }
    }
}

extension FenceID {
    /// A new one.
    package init() {
        var random = SystemRandomNumberGenerator()
        self.init(using: &random)
    }
}

/// What vouches for a fence in this process and on this machine, while the fence is held.
private struct LockedMemory: FenceMemory {
    private let fence: SigningFence
    private let memory: HeldMemory?
    private var remembered: SigningMemory.Content?

    init(of fence: SigningFence, _ memory: HeldMemory?) {
        self.fence = fence
        self.memory = memory
        remembered = memory?.read()
    }

    var marks: [LogOrigin: FenceMark] { remembered?.marks.marks ?? [:] }

    func isConfirmed(_ origin: LogOrigin) -> Bool {
        remembered?.isConfirmed(origin) == true || fence.isConfirmedHere(origin)
    }

    mutating func confirm(_ origin: LogOrigin, under marks: FenceMarks) {
        fence.confirmHere(origin)
        var confirmed = remembered?.confirmed ?? (remembered == nil ? [] : nil)
        confirmed?.insert(origin)
        remember(marks, confirmed: confirmed)
    }

    mutating func wrote(_ marks: FenceMarks) {
        // What nothing vouches for is not made certain by being written once more.
        if let remembered { remember(marks, confirmed: remembered.confirmed) }
    }

    private mutating func remember(_ marks: FenceMarks, confirmed: Set<LogOrigin>?) {
        var newest = marks
        // The memory goes back as little as the fence.
        for (origin, mark) in self.marks where mark.size > newest.marks[origin]?.size ?? 0 {
            newest.marks[origin] = mark
        }
        remembered = memory?.write(confirmed: confirmed, newest)
    }
}
