package import TransparencyLog

/// Brings one own log to one mirror: what to post next, and when to try again. A value; whoever carries
/// out its actions has the clock, the record and the socket.
///
/// It keeps nothing over a restart: the mirror says where it stands, and that is where it goes on. One
/// request is under way at a time.
package struct LogPush: Sendable {
    package struct Limits: Equatable, Sendable {
        /// Waited for more after a checkpoint, so that a busy author's come in groups.
        package var gap = Duration.milliseconds(50)
        /// Times in a row that the mirror may say again that it stands elsewhere.
        package var conflictsMax = 4
        /// Times in a row that it may say so each time of another place: it may be looking for where two
        /// branches part, and halves what is between.
        package var searchStepsMax = 64
        /// After no answer.
        package var absence = Backoff(first: .seconds(1), limit: .seconds(60))
        /// After the mirror said no.
        package var refusal = Backoff(first: .seconds(5), limit: .seconds(300))

        package init() {}
    }

    /// A checkpoint as it is served: with the cosignatures known.
    package struct Note: Hashable, Sendable {
        package let text: String
        package let size: TreeSize
        /// It has cosignatures, which a mirror takes only once it holds all entries below it.
        package let isCosigned: Bool

        package init(text: String, size: TreeSize, isCosigned: Bool) {
            self.text = text
            self.size = size
            self.isCosigned = isCosigned
        }
    }

    package enum Event: Equatable, Sendable {
        /// These are served now: the newest checkpoint last. Also told at start. The author may have as many
        /// entries as `size` under a checkpoint, which a mirror may know from before.
        case served([Note], size: TreeSize = 0)
        /// Status 200 or 202.
        case taken(MirrorInfo)
        /// Status 409.
        case conflict(MirrorInfo)
        case refused
        case failed
        /// The roster has changed: whoever said no may say yes.
        case rosterChanged
        case time
    }

    package enum Action: Equatable, Sendable {
        /// Post this checkpoint, with a proof from that size on.
        case postCheckpoint(Note, from: TreeSize)
        /// Post entries from `from` on, as many as one request holds, proven below `size`.
        case postEntries(from: EntryIndex, size: TreeSize)
        case wake(at: Duration)
    }

    private let limits: Limits
    private var served: [Note] = []
    /// Of the largest checkpoint that can be proven here.
    private var size: TreeSize = 0
    /// Of `served`: what the mirror has taken with all entries below it.
    private var done: Set<Note> = []
    /// Where the mirror stands; nil until it has said so.
    package private(set) var mirror: MirrorInfo?
    private var posting: Action?
    private var notBefore: Duration?
    private var conflicts = 0
    /// Conflicts that say what the one before said, in a row.
    private var repeats = 0
    /// How often the mirror has gone back behind entries that it had taken, since it last had all.
    private var setbacks = 0
    /// The mirror wants the newest checkpoint proven from elsewhere, before anything else.
    private var isSought = false
    private var absence: Backoff
    private var refusal: Backoff

    package init(limits: Limits = Limits()) {
        self.limits = limits
        absence = limits.absence
        refusal = limits.refusal
    }

    /// Whether all that is served has arrived.
    package var isDone: Bool { served.allSatisfy(done.contains) }

    package mutating func handle(_ event: Event, at moment: Moment) -> [Action] {
        let now = moment.uptime
        switch event {
        case .served(let notes, let size):
            self.size = max(size, notes.last?.size ?? 0)
            guard notes != served else { break }
            let isIdle = posting == nil && isDone
            served = notes
            done.formIntersection(notes)
            if isIdle { notBefore = now + limits.gap }
        case .taken(let info):
            let isProgress = isProgress(info)
            went(to: info)
            took(info)
            absence.succeed()
            (conflicts, repeats, isSought) = (0, 0, false)
            if isDone { setbacks = 0 }
            if isProgress {
                if setbacks <= limits.conflictsMax { refusal.succeed() }
            } else {
                notBefore = now + refusal.fail(random: moment.random)
            }
        case .conflict(let info):
            if case .postCheckpoint = posting { isSought = true }
            went(to: info)
            posting = nil
            conflicts += 1
            repeats = info == mirror ? repeats + 1 : 0
            mirror = info
            absence.succeed()
            let isAhead = info.pending > size
            if repeats >= limits.conflictsMax || conflicts > limits.searchStepsMax || isAhead
                || setbacks > limits.conflictsMax
            {
                notBefore = now + refusal.fail(random: moment.random)
            }
        case .refused:
            posting = nil
            mirror = nil
            isSought = false
            notBefore = now + refusal.fail(random: moment.random)
        case .failed:
            posting = nil
            notBefore = now + absence.fail(random: moment.random)
        case .rosterChanged:
            absence.succeed()
            refusal.succeed()
            (conflicts, repeats, setbacks) = (0, 0, 0)
            notBefore = nil
        case .time:
            break
        }
        return proceed(at: now)
    }

    /// Whether what was posted has moved the mirror: one that says yes and stands still is left alone for
    /// a while, as one that says no.
    private func isProgress(_ info: MirrorInfo) -> Bool {
        switch posting {
        case .postEntries(let from, _): info.next > from
        case .postCheckpoint(let note, _): info.pending >= note.size || info.next >= note.size
        case .wake, nil: false
        }
    }

    /// Counts it where the mirror does not have any more what it had taken: once it may have been put back to another
    /// branch, or to an older copy, but one that takes the same again and again never has all.
    private mutating func went(to info: MirrorInfo) {
        if case .postEntries(let from, _) = posting, info.next < from { setbacks += 1 }
    }

    private mutating func took(_ info: MirrorInfo) {
        if case .postCheckpoint(let note, _) = posting, info.next >= note.size {
            done.insert(note)
        }
        posting = nil
        mirror = info
        // Of a checkpoint that is believed there, and without cosignatures, nothing is left to bring.
        for note in served where !note.isCosigned && note.size <= min(info.next, info.pending) {
            done.insert(note)
        }
    }

    private mutating func proceed(at now: Duration) -> [Action] {
        guard posting == nil, !isDone else { return [] }
        if let notBefore, notBefore > now { return [.wake(at: notBefore)] }
        notBefore = nil
        let action: Action
        if let mirror, mirror.next < mirror.pending, mirror.pending <= size {
            action = .postEntries(from: mirror.next, size: mirror.pending)
        } else if let note = nextNote {
            action = .postCheckpoint(note, from: min(mirror?.pending ?? 0, note.size))
        } else {
            return []
        }
        posting = action
        return [action]
    }

    /// The newest first, since the others' cosignatures need the entries below it; but what the mirror
    /// can take before, or a log that is written to all the time would never be done with a first one.
    private var nextNote: Note? {
        guard let newest = served.last else { return nil }
        if isSought, !done.contains(newest) { return newest }
        if let mirror,
            let waiting = served.first(where: {
                $0.isCosigned && $0.size <= min(mirror.next, mirror.pending) && !done.contains($0)
            })
        {
            return waiting
        }
        if mirror?.next ?? 0 < newest.size { return newest }
        return served.first { !done.contains($0) }
    }
}
