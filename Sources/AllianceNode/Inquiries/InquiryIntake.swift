import AllianceNames
import Casework
import Roster
import SQLiteStore

/// What other members' nodes say of inquiries: whoever sends it is known, and nothing else.
extension CaseworkDesk {
    func take(_ letter: InquiryLetter, from sender: MemberID) throws {
        let now = node.clock.now()
        switch letter {
        case .ask(let id, let subject, let about, let text):
            try store.receive(
                Inquiry(
                    id: id, side: .theirs, partner: sender, subject: subject, about: about,
                    askedBy: nil, createdAt: now), text)
        case .said(let id, let number, let said):
            try store.receive(said, number: number, of: id, from: sender, at: now)
        case .part(let id, let photo, let part, let bytes):
            try store.receive(part: part, bytes, ofPhoto: photo, of: id, from: sender)
        }
    }
}
