import AllianceNames
import Casework
import NodeAPI
import Notices
import Roster
import SQLiteStore
import SignIn
import Statements

/// Inquiries that wait, contacts with members that are due, and own rights that end.
struct InquiryClocks: NoticeClockSource {
    let node: OpenedNode
    let store: SQLiteCaseworkStore
    let persons: PersonRegister

    var kinds: Set<NoticeClock.Kind> { [.inquiry, .memberContact, .rightEnds] }

    func readings(
        of kinds: Set<NoticeClock.Kind>, for reader: ClockReader
    ) throws -> [ClockReading] {
        var readings: [ClockReading] = []
        if kinds.contains(.rightEnds), mayView(reader) {
            readings += try node.statedRights(of: [node.member]).compactMap { stated in
                stated.right.validUntil.map {
                    ClockReading(.rightEnds, subject: stated.right.key, at: $0)
                }
            }
        }
        guard let person = worker(reader) else { return readings }
        if kinds.contains(.inquiry) {
            let workers = Set(persons.workers().map(\.id))
            readings += try store.openInquiries().compactMap { one in
                // Somebody else's is somebody else's to answer; of who is no longer here, everybody's.
                let assignee = one.assignee.flatMap { workers.contains($0) ? $0 : nil }
                guard one.isToAnswerHere, assignee ?? person == person,
                    let since = one.waitingSince
                else { return nil }
                return ClockReading(.inquiry, subject: one.id.description, at: since)
            }
        }
        if kinds.contains(.memberContact) {
            readings += try store.lastContacts().compactMap { contact in
                contact.nextDue.map {
                    ClockReading(.memberContact, subject: contact.member.rawValue, at: $0)
                }
            }
        }
        return readings
    }

    func mayStillSee(_ reading: ClockReading, _ reader: ClockReader) throws -> Bool {
        switch reading.kind {
        case .rightEnds:
            // Renewed, it ends at another time.
            return try mayView(reader)
                && node.statedRights(of: [node.member]).contains {
                    $0.right.key == reading.subject && $0.right.validUntil == reading.at
                }
        case .inquiry:
            guard worker(reader) != nil, let id = CaseworkID(reading.subject) else {
                return false
            }
            do {
                _ = try store.inquiry(id)
                return true
            } catch CaseworkError.notThere {
                return false
            }
        case .memberContact:
            guard let member = try? MemberID(parsing: reading.subject) else { return false }
            return worker(reader) != nil && node.roster.isActive(member)
        default: return false
        }
    }

    private func mayView(_ reader: ClockReader) -> Bool {
        AccessPolicy.permissions(of: reader.asker).contains(.view)
    }

    /// A person who works on inquiries.
    private func worker(_ reader: ClockReader) -> PersonID? {
        AccessPolicy.permissions(of: reader.asker).contains(.draft)
            ? reader.subscriber.person : nil
    }
}
