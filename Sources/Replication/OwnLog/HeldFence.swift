package import AllianceNames

/// What says how far each log of a key was signed, outside of the database, and the lock that keeps
/// two from signing at once. Calls block.
package protocol LogFence: Sendable {
    /// Runs `body` while no other holder of this fence, in whatever process, runs its own.
    func withLock<Result>(_ body: (inout HeldFence) throws -> Result) throws -> Result
}

/// What vouches, besides the fence itself, that its marks are the newest: a fence that is put back to an
/// old copy together with all around it cannot tell.
package protocol FenceMemory {
    /// What is known to have been signed under this fence, or a copy of it.
    var marks: [LogOrigin: FenceMark] { get }
    /// Whether others were asked about a log, or need not be.
    func isConfirmed(_ origin: LogOrigin) -> Bool
    mutating func confirm(_ origin: LogOrigin, under marks: FenceMarks)
    /// These marks are durable.
    mutating func wrote(_ marks: FenceMarks)
}

/// The fence in the hands of the one who has locked it.
package struct HeldFence {
    package private(set) var marks: FenceMarks
    private var memory: (any FenceMemory)?
    private let write: (FenceMarks) throws -> Void

    /// - Parameters:
    ///   - memory: nil for a fence that cannot go back.
    ///   - write: durable when it returns; where it throws, the marks before are there, or these.
    package init(
        _ marks: FenceMarks, memory: (any FenceMemory)? = nil,
        write: @escaping (FenceMarks) throws -> Void
    ) {
        self.marks = marks
        self.memory = memory
        self.write = write
    }

    package func mark(of origin: LogOrigin) -> FenceMark? { marks.marks[origin] }

    /// What is remembered to have been signed, with this fence or a copy of it.
    package func remembered(_ origin: LogOrigin) -> FenceMark? { memory?.marks[origin] }

    /// Whether something besides the fence itself vouches that the mark is the newest.
    package func isConfirmed(_ origin: LogOrigin) -> Bool {
        guard let memory else { return true }
        guard memory.marks[origin]?.size ?? 0 <= mark(of: origin)?.size ?? 0 else { return false }
        return memory.isConfirmed(origin)
    }

    /// Others were asked about a log, and know nothing that is not held here.
    package mutating func confirm(_ origin: LogOrigin) { memory?.confirm(origin, under: marks) }

    /// Allows the signing of one root, durably, before it is signed.
    ///
    /// - Precondition: it does not go back, and gives no size a second root: whoever calls has compared
    ///   the mark with the database (`FencedLog`).
    package mutating func advance(_ origin: LogOrigin, to mark: FenceMark) throws {
        if let old = self.mark(of: origin) {
            precondition(
                mark.size > old.size || mark == old, "a fence never goes back, nor sideways")
            guard mark != old else { return }
        }
        var advanced = marks
        advanced.marks[origin] = mark
        try replace(with: advanced)
    }

    /// Lets another fence go on in this one's place, for good and durably.
    package mutating func handOver(to other: FenceID) throws {
        precondition(marks.handedOver == nil, "a fence is handed over once")
        var handed = marks
        handed.handedOver = other
        try replace(with: handed)
    }

    private mutating func replace(with newer: FenceMarks) throws {
        var newer = newer
        newer.write += 1
        try write(newer)
        marks = newer
        memory?.wrote(newer)
    }
}
