import AllianceNames
import Casework
import Peering
import SignIn

/// What the form of a question says.
struct InquiryForm {
    /// Nil for this house's own desk.
    let member: MemberID?
    let subject: String
    let about: InquirySubject?
    let text: String
    let photos: [(name: String, bytes: [UInt8])]

    init(_ fields: MultipartFields) throws {
        member = try fields.text("member").map { name in
            guard let id = try? MemberID(parsing: name) else {
                throw Self.wrong("Choose a member of the list.")
            }
            return id
        }
        subject = fields.text("subject") ?? ""
        text = fields.text("text") ?? ""
        about = try fields.text("reference").map { reference in
            guard let kind = fields.text("about").flatMap(InquirySubject.Kind.init(rawValue:))
            else { throw Self.wrong("Choose what the question is about.") }
            return try InquirySubject(kind, reference)
        }
        // What a browser calls a file is nothing that one would believe.
        photos = (1...InquiryLimits.photosMax).compactMap { place in
            fields.bytes("photo\(place)").map { ("photo \(place)", $0) }
        }
    }

    /// Nobody where the field is empty.
    static func person(_ fields: FormFields) throws(PeerProblem) -> PersonID? {
        guard let name = fields["person"], !name.isEmpty else { return nil }
        guard let person = try? PersonID(parsing: name) else {
            throw wrong("'\(name.prefix(40))' is no name of a person.")
        }
        return person
    }

    /// The day of `next`; nil where it is empty.
    static func day(_ fields: FormFields) throws(PeerProblem) -> UInt64? {
        guard let text = fields["next"], !text.isEmpty else { return nil }
        guard let day = FormDay.start(text) else { throw wrong("A day is written as 2026-01-31.") }
        return day
    }

    static func wrong(_ detail: String) -> PeerProblem {
        PeerProblem(status: 400, keyword: "inquiry-form", detail: detail)
    }
}
