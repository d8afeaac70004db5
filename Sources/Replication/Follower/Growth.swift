import AllianceNames
import TransparencyLog

/// A checkpoint that a log is being grown towards.
struct GrowthTarget {
    let record: CheckpointRecord
    /// Set while the store has not recorded it as believed.
    var unrecorded: VerifiedCheckpoint?

    var key: CheckpointKey { CheckpointKey(record) }
    var size: TreeSize { record.size }
}

/// The three ways in which a log grows; only one at a time.
enum GrowthPhase {
    case idle
    case proving(TargetProving)
    case small(SmallGrowth)
    case large(LargeGrowth)

    /// What is under way for it, or waits in memory.
    var jobs: [JobID] {
        switch self {
        case .idle: []
        case .proving(let proving): [proving.job]
        case .small(let growth): growth.jobs
        case .large(let growth): growth.jobs
        }
    }
}

/// Few bundles: fetch them, append their leaf hashes to the edge that is held, and compare roots.
/// Equal roots prove consistency and every entry at once.
struct SmallGrowth {
    struct Part {
        let job: JobID
        var checked: CheckedBundle?
    }

    let target: GrowthTarget
    let source: MemberID
    var parts: [Part]

    var jobs: [JobID] { parts.map(\.job) }

    mutating func take(_ checked: CheckedBundle, for job: JobID) {
        guard let place = parts.firstIndex(where: { $0.job == job }) else { return }
        parts[place].checked = checked
    }

    /// All parts, once they are there.
    var complete: [CheckedBundle]? {
        let checked = parts.compactMap(\.checked)
        return checked.count == parts.count ? checked : nil
    }
}

/// Fetching the tiles that show whether a target extends what is believed.
struct TargetProving {
    /// Something that the target's tree must begin with.
    enum Anchor {
        /// A checkpoint believed before; otherwise the author has forked.
        case believed(CheckpointRecord)
        /// What is held, where it is not a checkpoint's size.
        case held(CompactRange)
        /// The end that the roster gives the log.
        case rosterEnd(size: TreeSize, root: Digest)

        var size: TreeSize {
            switch self {
            case .believed(let record): record.size
            case .held(let edge): edge.size
            case .rosterEnd(let size, _): size
            }
        }

        var root: Digest {
            switch self {
            case .believed(let record): record.root
            case .held(let edge): edge.root
            case .rosterEnd(_, let root): root
            }
        }
    }

    let target: GrowthTarget
    let source: MemberID
    let anchors: [Anchor]
    /// The bundles that this source has shown before gave another root than the target's, so if the
    /// tiles turn out to be right, the bundles were not.
    let isSuspect: Bool
    var descent: TileDescent
    var job: JobID
}

/// Many bundles, each proven by the tile hash above it, in order, a window of them at a time.
struct LargeGrowth {
    enum Slot {
        /// To be asked for (again).
        case waiting
        case fetching(JobID, from: MemberID)
        case checked(JobID, CheckedBundle)

        var job: JobID? {
            switch self {
            case .waiting: nil
            case .fetching(let job, _), .checked(let job, _): job
            }
        }

        var isWaiting: Bool { job == nil }
    }

    var target: GrowthTarget
    var source: MemberID
    var descent: TileDescent
    /// Entries held when it began.
    let start: TreeSize
    /// Bundle of the first slot.
    var first: UInt64
    var slots: [Slot] = []
    /// How many slots at the front are being stored.
    var storing = 0
    var tiles: (job: JobID, from: MemberID)?
    /// Set once nobody can be asked for the rest: what comes in before the first gap is stored, and
    /// then it ends.
    var isEnding = false

    var jobs: [JobID] { slots.compactMap(\.job) + (tiles.map { [$0.job] } ?? []) }

    /// The bundle after the last one.
    var end: UInt64 { (target.size + 255) >> 8 }

    func bundle(at place: Int) -> BundleCoordinate {
        let index = first + UInt64(place)
        return BundleCoordinate(index: index, width: Int(min(256, target.size - index << 8)))
    }

    /// The places in that bundle whose entries are wanted.
    func wanted(in bundle: BundleCoordinate) -> Range<Int> {
        let from = max(start, bundle.firstEntry) - bundle.firstEntry
        return Int(from)..<bundle.width
    }

    /// Checked bundles in a row behind those that are being stored. One that ends in a stop ends the
    /// row.
    var ready: [(job: JobID, bundle: CheckedBundle)] {
        var row: [(JobID, CheckedBundle)] = []
        for slot in slots[storing...] {
            guard case .checked(let job, let bundle) = slot else { break }
            row.append((job, bundle))
            if bundle.stop != nil { break }
        }
        return row
    }

    func place(of job: JobID) -> Int? { slots.firstIndex { $0.job == job } }

    /// Ends the slots before `place`.
    /// - Returns: the jobs of those that are gone.
    mutating func cut(at place: Int) -> [JobID] {
        let jobs = slots[place...].compactMap(\.job)
        slots.removeSubrange(place...)
        return jobs
    }
}
