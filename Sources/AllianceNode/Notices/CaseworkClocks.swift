import Casework
import Notices
import SQLiteStore
import SignIn

/// Drafts that wait for somebody to decide on them, and tasks of cases: for those who see the draft or the case, as
/// `Casework` says.
struct CaseworkClocks: NoticeClockSource {
    let store: SQLiteCaseworkStore

    var kinds: Set<NoticeClock.Kind> { [.secondLook, .caseTask] }

    func readings(
        of kinds: Set<NoticeClock.Kind>, for reader: ClockReader
    ) throws -> [ClockReading] {
        guard let colleague = Self.colleague(reader) else { return [] }
        var readings: [ClockReading] = []
        if kinds.contains(.secondLook) {
            readings += try store.drafts()
                .filter { Self.waits($0, for: colleague) }
                .map {
                    ClockReading(.secondLook, subject: $0.id.description, at: $0.changedAt)
                }
        }
        guard kinds.contains(.caseTask) else { return readings }
        for folder in try store.cases() where Self.worksOn(folder, colleague) {
            let items: [CaseItem]
            do {
                items = try store.folder(folder.id).items
            } catch CaseworkError.notThere {
                // Removed after the list was read.
                continue
            }
            for item in items {
                guard let due = Self.due(item, for: colleague) else { continue }
                readings.append(
                    ClockReading(.caseTask, subject: "\(folder.id)/\(item.id)", at: due))
            }
        }
        return readings
    }

    func mayStillSee(_ reading: ClockReading, _ reader: ClockReader) throws -> Bool {
        guard let colleague = Self.colleague(reader) else { return false }
        let ids = reading.subject.split(separator: "/").compactMap { CaseworkID($0) }
        guard let id = ids.first else { return false }
        do {
            switch reading.kind {
            case .secondLook: return try store.draft(id).draft.isSeen(by: colleague)
            case .caseTask:
                let (folder, items) = try store.folder(id)
                return folder.isSeen(by: colleague) && items.contains { $0.id == ids.last }
            case .certificate, .register, .peerSilent, .complaintDeadline, .inquiry, .memberContact,
                .rightEnds:
                return false
            }
        } catch CaseworkError.notThere {
            return false
        }
    }

    private static func colleague(_ reader: ClockReader) -> Colleague? {
        reader.subscriber.person.map {
            Colleague($0, AccessPolicy.permissions(of: reader.asker))
        }
    }

    /// Nobody gives one's own draft the second look.
    private static func waits(_ draft: Draft, for colleague: Colleague) -> Bool {
        draft.stage == .submitted && colleague.may(.approve) && draft.author != colleague.id
            && draft.isSeen(by: colleague)
    }

    /// Not every approver, who sees all cases.
    private static func worksOn(_ folder: Case, _ colleague: Colleague) -> Bool {
        folder.closedAt == nil && folder.isSeen(by: colleague)
            && (folder.owner == colleague.id || folder.team.contains(colleague.id))
    }

    /// Of a task that is the colleague's or nobody's, and not done.
    private static func due(_ item: CaseItem, for colleague: Colleague) -> UInt64? {
        guard case .task(_, let person, let due?) = item.body, item.doneAt == nil,
            person ?? colleague.id == colleague.id
        else { return nil }
        return due
    }
}
