import Complaints
import Statements
import TransparencyLog

/// Where the listings of a complaint are named already, under the same right.
struct EarlierComplaints {
    let register: any ComplaintRegister
    let complaint: Complaint
    /// Its own entry, once it has one.
    let filed: EntryReference?
    private var times: [EntryReference: EventTime] = [:]
    /// Files that complaints were refused with.
    private var refused: [EntryReference: Set<Digest>] = [:]

    init(_ register: any ComplaintRegister, _ complaint: Complaint, filed: EntryReference?) {
        self.register = register
        self.complaint = complaint
        self.filed = filed
    }

    /// Blocks.
    mutating func mentions(
        of listing: Indicator
    ) throws -> (openIn: EntryReference?, decidedIn: EntryReference?) {
        var (openIn, decidedIn): (EntryReference?, EntryReference?)
        for mention in try register.mentions(of: listing, right: complaint.right.key)
        where mention.id != filed {
            if try isLater(mention.id) { continue }
            let stage = mention.stage
            if stage.awaitsDecision || stage.awaitsObjection {
                openIn = openIn ?? mention.id
            } else if stage.isDown {
                decidedIn = decidedIn ?? mention.id
            } else if stage == .refused || stage == .refusalUpheld {
                if try !saysMore(than: mention.id) { decidedIn = decidedIn ?? mention.id }
            }
        }
        return (openIn, decidedIn)
    }

    /// Of two the one that was filed later is the duplicate, whichever is looked at.
    private mutating func isLater(_ other: EntryReference) throws -> Bool {
        guard let filed else { return false }
        if other.origin == filed.origin { return other.index > filed.index }
        return try (time(of: filed), filed) < (time(of: other), other)
    }

    private mutating func time(of id: EntryReference) throws -> EventTime {
        if let known = times[id] { return known }
        let time = try register.reading(of: id)?.state?.time ?? .pending
        times[id] = time
        return time
    }

    /// Whether this complaint has what the refused one had not: a file, and words that say what it shows.
    private mutating func saysMore(than id: EntryReference) throws -> Bool {
        guard !complaint.explanation.allSatisfy(\.isWhitespace) else { return false }
        let known: Set<Digest>
        if let read = refused[id] {
            known = read
        } else {
            known = Set(try register.reading(of: id)?.state?.evidence.map(\.digest) ?? [])
            refused[id] = known
        }
        return complaint.evidence.contains { !known.contains($0.digest) }
    }
}
