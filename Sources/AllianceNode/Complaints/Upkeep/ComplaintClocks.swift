import AllianceNames
import Complaints
import Notices
import Roster
import SQLiteStore
import SignIn
import Statements
import TransparencyLog

/// Listings that a person has to decide by a time, told of before it to whoever follows the clock and may see complaints.
struct ComplaintClocks: NoticeClockSource {
    let node: OpenedNode
    let register: any ComplaintRegister

    var kinds: Set<NoticeClock.Kind> { [.complaintDeadline] }

    /// One for each complaint and time; of more than a look shows the most urgent.
    func readings(
        of kinds: Set<NoticeClock.Kind>, for reader: ClockReader
    ) throws -> [ClockReading] {
        guard kinds.contains(.complaintDeadline), Self.maySee(reader),
            node.roster.has(node.member, role: .platform)
        else { return [] }
        var query = ReviewQuery(channels: node.channels, now: node.clock.now())
        query.kinds = [.decision, .objection]
        query.limit = ReviewQuery.limits.upperBound
        var told: Set<ClockReading> = []
        return try register.queue(query).compactMap { item in
            guard let due = item.due else { return nil }
            let reading = ClockReading(
                .complaintDeadline, subject: item.complaint.description, at: due)
            return told.insert(reading).inserted ? reading : nil
        }
    }

    func mayStillSee(_ reading: ClockReading, _ reader: ClockReader) throws -> Bool {
        guard Self.maySee(reader), let id = Self.complaint(reading.subject),
            node.channels.contains(id.origin.channel)
        else { return false }
        return try register.reading(of: id)?.state != nil
    }

    private static func maySee(_ reader: ClockReader) -> Bool {
        AccessPolicy.permissions(of: reader.asker).contains(.view)
    }

    private static func complaint(_ subject: String) -> EntryReference? {
        guard let slash = subject.lastIndex(of: "/"),
            let index = EntryIndex(subject[subject.index(after: slash)...]),
            let origin = try? LogOrigin(parsing: subject[..<slash])
        else { return nil }
        return EntryReference(origin: origin, index: index)
    }
}
