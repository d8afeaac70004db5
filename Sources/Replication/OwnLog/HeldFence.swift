package import AllianceNames

/// What says how far each log of a key was signed, outside of the database, and the lock that keeps
/// two from signing at once. Calls block.
package protocol LogFence: Sendable {
    /// Runs `body` while no other holder of this fence, in whatever process, runs its own.
    func withLock<Result>(_ body: (inout HeldFence) throws -> Result) throws -> Result
}

/// The fence in the hands of the one who has locked it.
package struct HeldFence {
    package private(set) var marks: FenceMarks
    private let write: (FenceMarks) throws -> Void

    /// - Parameter write: durable when it returns; where it throws, the marks before are there, or
    ///   these.
    package init(_ marks: FenceMarks, write: @escaping (FenceMarks) throws -> Void) {
        self.marks = marks
        self.write = write
    }

    package func mark(of origin: LogOrigin) -> FenceMark? { marks.marks[origin] }

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
        advanced.write += 1
        advanced.marks[origin] = mark
        try write(advanced)
        marks = advanced
    }
}
