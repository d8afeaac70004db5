import AllianceNames
import Casework
import JSON
import Peering
import TransparencyLog

/// A question as programs send it.
struct NewInquiryBody {
    let member: MemberID?
    let subject: String
    let about: InquirySubject?
    let text: String
    let photos: [(name: String, bytes: [UInt8])]

    /// - Throws: status 400 for another form than is described, 422 for a photo that is not Base64; `CaseworkError`.
    init(_ value: JSONValue) throws {
        let body = try RESTBody(
            value, names: ["member", "subject", "about", "text", "photos"], what: "The inquiry")
        member = try body.text("member", characters: 1...identifierBytesMax).map { name in
            guard let id = try? MemberID(parsing: name) else {
                throw RESTBody.problem("'member' is no name of a member.")
            }
            return id
        }
        subject = try body.required(
            "subject", body.text("subject", characters: 1...InquiryLimits.subjectCharactersMax))
        text = try body.required(
            "text", body.text("text", characters: 1...InquiryLimits.textCharactersMax))
        about = try body["about"].map { value in
            let about = try RESTBody(value, names: ["kind", "reference"], what: "'about'")
            return try InquirySubject(
                about.required("kind", about.word("kind", InquirySubject.Kind.init(rawValue:))),
                about.required(
                    "reference",
                    about.text(
                        "reference", characters: 1...InquiryLimits.referenceCharactersMax)))
        }
        photos = try (body.list("photos", countMax: InquiryLimits.photosMax) ?? []).map { value in
            let photo = try RESTBody(value, names: ["name", "data"], what: "A photo")
            let name = try photo.required(
                "name", photo.text("name", characters: 1...InquiryLimits.nameCharactersMax))
            let data = try photo.required(
                "data", photo.text("data", characters: 1...Self.dataCharactersMax))
            guard let bytes = Base64.decode(data) else {
                throw PeerProblem(
                    status: 422, keyword: "body", detail: "'data' is not Base64.")
            }
            return (name, bytes)
        }
    }

    private static let dataCharactersMax = (InquiryLimits.photoBytesMax + 2) / 3 * 4

    static let schema = JSONSchema.object(
        [
            "subject": JSONSchema.text(min: 1, max: InquiryLimits.subjectCharactersMax),
            "text": JSONSchema.text(min: 1, max: InquiryLimits.textCharactersMax),
        ],
        optional: [
            "member": JSONSchema.identifier, "about": InquiryJSON.aboutSchema,
            "photos": JSONSchema.list(
                JSONSchema.object(
                    [
                        "name": JSONSchema.text(min: 1, max: InquiryLimits.nameCharactersMax),
                        "data": JSONSchema.text(min: 1, max: dataCharactersMax),
                    ], isClosed: true), max: InquiryLimits.photosMax),
        ], isClosed: true)
}
